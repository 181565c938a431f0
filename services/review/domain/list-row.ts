import type { Demand } from '#shared/contracts/parts.ts'
import { type Criterion, criteria } from '#shared/contracts/vocabulary.ts'
import type { CaseFile } from './case.ts'
import type { Person } from './person.ts'
import type { Step } from './stages.ts'

/** One enterprise on a recommended list, as it is signed: nothing of its contact (H3). */
export type ListRow = {
  readonly applicationId: string
  readonly uscc: string
  readonly name: string
  readonly regionCode: string
  readonly townshipCode?: string
  readonly entityKind: string
  readonly sizeClass: string
  readonly industryCode: string
  readonly keyChain?: string
  readonly declaredOn: string
  readonly demand: Demand
  /** Confirmed by every level: a pass never stands with a criterion not met (C2). */
  readonly criteria: { readonly [C in Criterion]: 'met' }
  /** Who passed each step, and when (C2, C3). */
  readonly reviewers: { readonly [S in Step]?: Person & { readonly at: string } }
}

const allMet = Object.fromEntries(criteria.map(criterion => [criterion, 'met'])) as ListRow['criteria']

export const rowOf = ({ profile, steps }: CaseFile): ListRow => ({
  applicationId: profile.applicationId,
  uscc: profile.uscc,
  name: profile.name,
  regionCode: profile.regionCode,
  ...(profile.townshipCode ? { townshipCode: profile.townshipCode } : {}),
  entityKind: profile.entityKind,
  sizeClass: profile.sizeClass,
  industryCode: profile.industryCode,
  ...(profile.keyChain ? { keyChain: profile.keyChain } : {}),
  declaredOn: profile.declaredOn,
  demand: profile.demand,
  criteria: allMet,
  reviewers: Object.fromEntries(steps.map(({ step, by, at }) => [step, { ...by, at }])),
})

/** Where a row stands: its place follows from itself, so that it can be found again. */
export const rankOf = (row: {
  readonly keyChain?: string | undefined
  readonly declaredOn: string
  readonly applicationId: string
}): string => `${row.keyChain ? 0 : 1}#${row.declaredOn}#${row.applicationId}`

/** C5: key industry chains first, then the earlier declared; one order for one set of rows. */
export const inListOrder = (rows: readonly ListRow[]): readonly ListRow[] =>
  rows.toSorted((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1))
