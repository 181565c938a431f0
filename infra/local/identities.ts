import { bankIdSchema } from '#shared/contracts/vocabulary.ts'
import { findRegion, levelOf, nation } from '#shared/domain/regions.ts'
import { type Role, roleLabels } from '#shared/service/permissions.ts'

/** What the development issuer says of a caller, as claims of its tokens. */
export type Identity = {
  readonly sub: string
  readonly role: Role
  readonly region: string
  /** Organisation the person acts for (A2). */
  readonly org: string
  readonly bank?: string
  /** Chinese, shown to people. */
  readonly name: string
}

/** The one secret of all development callers. */
export const localSecret = 'rongxie-local'

const roles = Object.keys(roleLabels) as Role[]
// Longest first: `bank-reviewer-…` is no bank, `industry-department-…` no department.
const regionalRoles = roles.filter(role => role !== 'bank').sort((a, b) => b.length - a.length)

// The members of a county's task force sit in one organisation (A1); elsewhere a suffix tells organisations apart.
const organisationOf = (role: Role, region: string, suffix: string | undefined): string =>
  role === 'task-force' || role === 'leader'
    ? `taskforce-${region}`
    : [role, region, ...(suffix === undefined ? [] : [suffix])].join('-')

const placeOf = (region: string): string =>
  findRegion(region)?.fullName ?? findRegion(region.slice(0, 6))?.fullName ?? region

const regional = (clientId: string): Identity | undefined => {
  const role = regionalRoles.find(candidate => clientId.startsWith(`${candidate}-`))
  if (role === undefined) return undefined
  const parts = /^(\d{6}|\d{9}|G\d{8})(?:-([a-z0-9]+(?:-[a-z0-9]+)*))?$/.exec(clientId.slice(role.length + 1))
  const [, region, suffix] = parts ?? []
  if (region === undefined || levelOf(region) === undefined) return undefined
  // A bank's reviewer on the task force says whose employee it is (A3, C2); other suffixes are one word.
  const employer = role === 'bank-reviewer' ? suffix : undefined
  if (suffix?.includes('-') && employer === undefined) return undefined
  const name = `${placeOf(region)}${roleLabels[role]}${suffix === undefined ? '' : `（${suffix}）`}`
  return {
    sub: clientId,
    role,
    region,
    org: organisationOf(role, region, suffix),
    ...(employer === undefined ? {} : { bank: employer }),
    name,
  }
}

const bank = (clientId: string): Identity | undefined => {
  const id = /^bank-(?!reviewer-)(.+)$/.exec(clientId)?.[1]
  if (id === undefined || !bankIdSchema.safeParse(id).success) return undefined
  // A bank works for enterprises of many counties; its own id, not a region, bounds what it sees.
  return { sub: clientId, role: 'bank', region: nation, org: clientId, bank: id, name: `银行 ${id}` }
}

/**
 * The identity behind a client id of the development issuer: `<role>-<region>[-<suffix>]` or `bank-<bankId>`;
 * `bank-reviewer-<region>-<bankId>` is a reviewer from that bank.
 * No list to keep: any county of any province can be played.
 */
export const identityOf = (clientId: string): Identity | undefined => regional(clientId) ?? bank(clientId)
