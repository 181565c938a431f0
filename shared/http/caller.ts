import type { Actor } from '#shared/commits/commit.ts'
import type { Refusal } from '#shared/domain/decision.ts'
import { covers } from '#shared/domain/regions.ts'
import { holds, type Permission, type Role, roleLabels } from '#shared/service/permissions.ts'

/** Who calls, as the province's issuer says. The gateway has checked the token; the claims are its strings. */
export type Caller = Actor & {
  readonly role: Role
  /** Bank the caller acts for; only banks have one (A3). */
  readonly bank?: string
}

type Claims = { readonly [claim: string]: unknown }

const text = (claims: Claims, name: string): string | undefined => {
  const value = claims[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The caller behind the token's claims, or undefined when a claim this product needs is missing. */
export const callerFrom = (claims: Claims): Caller | undefined => {
  const [sub, role, region, org] = ['sub', 'role', 'region', 'org'].map(name => text(claims, name))
  const bank = text(claims, 'bank')
  if (!sub || !role || !region || !org || !Object.hasOwn(roleLabels, role)) return undefined
  if (role === 'bank' && !bank) return undefined
  return { sub, role: role as Role, region, org, ...(bank ? { bank } : {}) }
}

/** Right by role alone (A2). */
export const mayNot = (caller: Caller, permission: Permission): Refusal | undefined =>
  holds(caller.role, permission)
    ? undefined
    : { code: 'forbidden', detail: `“${roleLabels[caller.role]}”没有此项权限。` }

/** Right by region: a caller acts inside its own subtree and nowhere beside it (A2). */
export const outside = (caller: Caller, regionCode: string): Refusal | undefined =>
  covers(caller.region, regionCode)
    ? undefined
    : {
        code: 'outside-region',
        detail: `区划 ${regionCode} 不在您的管辖范围（${caller.region}）之内。`,
      }
