import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import { isKnown, type PlanEvent, type PlanState, referralIn } from '../../domain/plan.ts'

export type Acknowledgement = { readonly referralId: string; readonly acknowledgedOn: string }

/** C7: the bank has seen the recall; nothing is chased any more. */
export const decideAcknowledgeRecall = (
  state: PlanState,
  { referralId, acknowledgedOn }: Acknowledgement,
): Decision<PlanEvent, undefined, 'not-recalled'> => {
  const recall = isKnown(state) ? referralIn(state, referralId)?.recall : undefined
  if (!recall) return refuse('not-recalled', `推送 ${referralId} 未被撤回。`)
  return recall.acknowledgedOn
    ? unchanged(undefined)
    : accept([{ type: 'recall-acknowledged', data: { referralId, acknowledgedOn } }], undefined)
}
