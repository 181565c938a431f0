import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import type { Policy } from '#shared/domain/policy.ts'
import { rowsOf } from '../../domain/choice.ts'
import { conclusionOf } from '../../domain/conclusion.ts'
import { exposureTurn } from '../../domain/exposure-turn.ts'
import {
  isKnown,
  isOpen,
  type KnownPlan,
  type PlanEvent,
  type PlanState,
  planAggregate,
} from '../../domain/plan.ts'
import { type Market, questionOf } from '../../domain/question.ts'

export type EndSearch = {
  readonly batchId: string
  readonly market: Market
  readonly policy: Policy
  readonly on: string
}

/**
 * Whether no bank is left that could be told, now or once a place is free: full banks have a place another day,
 * and another branch of an institution that weighs it may be told when that one is done.
 */
const isNobodyLeft = (plan: KnownPlan, { market, policy, on }: EndSearch): boolean => {
  const { seats: _ofNow, ...question } = questionOf([plan], market, policy, on)
  return rowsOf(question).every(({ candidates }) => candidates.length === 0)
}

/** Only a plan that some bank was told of: one that nobody knows yet waits for banks and products to come. */
export const looksFurther = (plan: KnownPlan): boolean =>
  plan.status === 'waiting' && plan.nobodyLeft === undefined && plan.referrals.length > 0

/** One search ends once: in a stay on the waiting list, the banks that still weigh it only get fewer. */
export const searchOf = ({ turn, referrals }: KnownPlan): string =>
  `${turn}.${referrals.filter(isOpen).length}`

/**
 * B11, E7: a batch that finds no further bank ends the search. Whoever still weighs the application has the last word;
 * if nobody does, it is concluded here, else the enterprise could never declare again.
 */
export const decideEndSearch = (
  state: PlanState,
  command: EndSearch,
): Decision<PlanEvent, 'concluded' | 'going-on', never> => {
  if (!isKnown(state) || !looksFurther(state) || !isNobodyLeft(state, command)) return unchanged('going-on')
  const { batchId, on } = command
  const ended: PlanEvent = { type: 'nobody-left', data: { batchId, noticedOn: on } }
  const after = planAggregate.evolve(state, ended)
  const conclusion = isKnown(after) ? conclusionOf(after, on) : []
  const turned = exposureTurn(state, [ended], on)
  return accept([ended, ...turned, ...conclusion], conclusion.length > 0 ? 'concluded' : 'going-on')
}
