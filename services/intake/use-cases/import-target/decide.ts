import { accept, type Decision } from '#shared/domain/decision.ts'
import { assess } from '../../domain/assess.ts'
import { type EntityEvent, type EntityState, type KnownEntity, withReport } from '../../domain/entity.ts'
import { beyond, type Within } from '../../domain/guard.ts'
import { nationalScope, type Scope } from '../../domain/policy.ts'
import { described, placed } from '../../domain/profile.ts'
import type { Code } from '../../domain/refusals.ts'
import { emptyRegistry, merge, type Report } from '../../domain/registry.ts'
import type { CodeCheck } from '../../domain/vocabulary.ts'
import type { ImportResult } from './body.ts'

export type ImportTarget = {
  readonly uscc: string
  readonly codeCheck: CodeCheck
  readonly report: Report
  readonly caller: Within
  /** The region's policy of the day; the national one where nothing else is said. */
  readonly scope?: Scope
}

const outcomeOf = (before: EntityState, after: KnownEntity): ImportResult['outcome'] => {
  if (after.status !== 'listed') return after.status
  return before.status === 'listed' ? 'merged' : 'listed'
}

/** Merges one source's row into the entity and says where it now stands; only coming onto the list is an event (B1, B2). */
export const importTarget = (
  state: EntityState,
  { uscc, codeCheck, report, caller, scope = nationalScope }: ImportTarget,
): Decision<EntityEvent, ImportResult, Code> => {
  const elsewhere = state.status === 'unknown' ? undefined : beyond(caller, placed(state))
  if (elsewhere) return elsewhere

  const registry = merge(state.status === 'unknown' ? emptyRegistry : state.registry, report)
  const assessment = assess(registry, codeCheck, report.on, scope)
  const data = { uscc, codeCheck, report, assessment }
  const after = withReport(state, data)
  const outcome = outcomeOf(state, after)
  const listed: readonly EntityEvent[] =
    outcome === 'listed'
      ? [{ type: 'entity-listed.v1', data: { ...placed(after), ...described(after), listedOn: report.on } }]
      : []
  const { standing: _standing, ...said } = assessment
  return accept([{ type: 'registry-reported', data }, ...listed], { uscc, outcome, codeCheck, ...said })
}
