import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import { exposureTurn } from '../../domain/exposure-turn.ts'
import type { Ended, PlanEvent, PlanState } from '../../domain/plan.ts'
import { notPushed, pushedTo, stillOnItsWay } from '../../domain/pushed.ts'

export type EndLine = Ended & { readonly referralId: string; readonly bankId: string }

/** D4: a line repaid or taken back counts no more, also when this is heard of before the grant; nothing brings it back. */
export const decideEndLine = (
  state: PlanState,
  { bankId, ...line }: EndLine,
): Decision<PlanEvent, undefined, 'not-pushed-to-bank'> => {
  const early = stillOnItsWay(state)
  if (early) return early
  const pushed = pushedTo(state, { ...line, bankId })
  if (!pushed) return notPushed({ ...line, bankId })
  if (pushed.referral.ended) return unchanged(undefined)
  const ended: PlanEvent = { type: 'line-ended', data: line }
  return accept([ended, ...exposureTurn(state, [ended], line.endedOn)], undefined)
}
