import { load } from '#shared/commits/execute.ts'
import { loadSetting } from '#shared/commits/settings.ts'
import { effectivePolicy } from '#shared/domain/policy.ts'
import { parentOf } from '#shared/domain/regions.ts'
import type { Deps } from '../../deps.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { nationalScope, policyBook, type Scope } from '../../domain/policy.ts'
import { placed } from '../../domain/profile.ts'

const upwardFrom = (code: string): readonly string[] => {
  const parent = parentOf(code)
  return parent === undefined ? [code] : [code, ...upwardFrom(parent)]
}

/** The policy in force at a place on a day: the nearest region that says a value decides it (A1, B2). */
export const scopeOn = async ({ table }: Pick<Deps, 'table'>, region: string, on: string): Promise<Scope> => {
  const chain = await Promise.all(
    upwardFrom(region).map(async code => (await loadSetting(table, policyBook, code)).history),
  )
  return effectivePolicy(chain, on).policy
}

/** The policy for one entity; an entity that nobody has named stands nowhere, and nothing is decided on it. */
export const scopeOf = async (deps: Pick<Deps, 'table'>, uscc: string, on: string): Promise<Scope> => {
  const { state } = await load(deps.table, entityDefinition, uscc)
  return state.status === 'unknown' ? nationalScope : await scopeOn(deps, placed(state).regionCode, on)
}

export type ScopeIn = (region: string, on: string) => Promise<Scope>

/** For a file of many rows: each region's policy is read once a day and run. */
export const rememberedScopes = (deps: Pick<Deps, 'table'>): ScopeIn => {
  const known = new Map<string, Promise<Scope>>()
  return async (region, on) => {
    const key = `${region}#${on}`
    const scope = known.get(key) ?? scopeOn(deps, region, on)
    known.set(key, scope)
    return await scope
  }
}
