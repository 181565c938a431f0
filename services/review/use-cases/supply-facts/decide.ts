import type { Actor } from '#shared/commits/commit.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import type { Case, CaseEvent } from '../../domain/case.ts'
import { admitted, unknownCase } from '../../domain/case-guards.ts'
import { type Fact, type FactKind, missingKinds, withFacts } from '../../domain/facts.ts'
import type { RefusalCode } from '../../domain/refusals.ts'

export type FactsKept = {
  readonly applicationId: string
  readonly supplied: number
  readonly missing: readonly FactKind[]
}

/** C1: departments answer until the application is recommended or ended. */
export const supplyFacts = (
  state: Case,
  command: { readonly facts: readonly Fact[]; readonly by: Actor; readonly at: string },
): Decision<CaseEvent, FactsKept, RefusalCode> => {
  const { by, at } = command
  const stopped = admitted(state, 'facts', by)
  if (stopped) return stopped
  if (state.status === 'none') return unknownCase
  const today = shanghaiDay(at)
  const errors = command.facts.flatMap(({ observedOn }, index) =>
    observedOn > today
      ? [{ pointer: `/facts/${index}/observedOn`, code: 'in-future', detail: `不得晚于今天（${today}）` }]
      : [],
  )
  if (errors.length > 0) return refuse('validation-failed', '查得日期不得晚于今天。', { errors })
  const facts = command.facts.map(fact => ({ ...fact, org: by.org, at }))
  return accept([{ type: 'facts-supplied', data: { facts } }], {
    applicationId: state.file.profile.applicationId,
    supplied: facts.length,
    missing: missingKinds(withFacts(state.file.facts, facts)),
  })
}
