import { referralRefSchema } from '#shared/contracts/parts.ts'
import type { PlainDay } from '#shared/domain/days.ts'
import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import { heldBy, type ReferralEvent, referral, type State } from '../../domain/referral.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import { type Standing, standingOf } from '../../domain/standing.ts'

/** C7: the bank has seen the recall; said again it is true again, and told once. */
export const acknowledgeRecall = (
  state: State,
  bankId: string | undefined,
  today: PlainDay,
): Decision<ReferralEvent, Standing, RefusalCode> => {
  if (!heldBy(state, bankId)) return refuse('not-found', '未找到该推送，或您无权查看。')
  if (!state.recall)
    return refuse('not-recalled', '该推送未被召回，无须确认。', { facts: { state: state.status } })
  // Without an event, but recorded: a replay of this answer stays the same bytes.
  if (state.recall.acknowledgedOn) return accept([], standingOf(state, today))
  const event: ReferralEvent = {
    type: 'recall-acknowledged.v1',
    data: { ...referralRefSchema.parse(state.referral), acknowledgedOn: today },
  }
  const next = referral.evolve(state, event)
  return accept([event], standingOf(next.status === 'unknown' ? state : next, today))
}
