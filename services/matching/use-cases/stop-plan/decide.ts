import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import { exposureTurn } from '../../domain/exposure-turn.ts'
import {
  isKnown,
  isOpen,
  type KnownPlan,
  type PlanEvent,
  type PlanState,
  type Referral,
} from '../../domain/plan.ts'
import { referralRefOf } from '../../domain/refs.ts'

export type StopPlan = {
  readonly reason: 'removed' | 'withdrawn'
  readonly detail: string
  readonly stoppedOn: string
}

/** B5: who weighs it stops. C7: after a removal also the bank that granted must know. */
const isHeld = (referral: Referral, { reason }: StopPlan): boolean =>
  isOpen(referral) ||
  (reason === 'removed' && referral.decision?.outcome === 'granted' && referral.recall === undefined)

const recalls = (plan: KnownPlan, command: StopPlan): readonly PlanEvent[] =>
  plan.referrals
    .filter(referral => isHeld(referral, command))
    .map(referral => ({
      type: 'referral-recalled.v1',
      data: {
        ...referralRefOf(plan, referral),
        reason: command.reason,
        detail: command.detail,
        recalledOn: command.stoppedOn,
      },
    }))

/** C7, B5: nothing more is pushed, and what was pushed is called back, once; even if the stop is heard before the list. */
export const decideStopPlan = (
  state: PlanState,
  command: StopPlan,
): Decision<PlanEvent, undefined, never> => {
  const { reason, stoppedOn } = command
  const stopped: readonly PlanEvent[] =
    state.status === 'stopped' || state.status === 'never'
      ? []
      : [{ type: 'plan-stopped', data: { reason, stoppedOn } }]
  const events = [...stopped, ...(isKnown(state) ? recalls(state, command) : [])]
  return events.length === 0
    ? unchanged(undefined)
    : accept([...events, ...exposureTurn(state, events, stoppedOn)], undefined)
}
