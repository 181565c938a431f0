import { accept, type Decision, notYet, unchanged } from '#shared/domain/decision.ts'
import { type EarlierLines, isNewer } from '../../domain/earlier-lines.ts'
import { exposureTurn } from '../../domain/exposure-turn.ts'
import { isKnown, type PlanEvent, type PlanState } from '../../domain/plan.ts'

/** D4: what an earlier application has out stands against the ceiling of the enterprise, by its newest telling. */
export const decideNoteEarlier = (
  state: PlanState,
  told: EarlierLines,
  on: string,
): Decision<PlanEvent, undefined, never> => {
  if (state.status === 'none') return notYet('application-recommended.v1')
  if (!isKnown(state) || !isNewer(state.earlier ?? [], told)) return unchanged(undefined)
  const noted: PlanEvent = { type: 'earlier-lines-noted', data: told }
  return accept([noted, ...exposureTurn(state, [noted], on)], undefined)
}
