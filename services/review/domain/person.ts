import type { Actor } from '#shared/commits/commit.ts'

/** A person is identified within an organisation: the same name in two organisations is two people. */
export type Person = { readonly org: string; readonly sub: string }

export const personOf = ({ org, sub }: Actor): Person => ({ org, sub })

export const isSamePerson = (a: Person, b: Person): boolean => a.org === b.org && a.sub === b.sub
