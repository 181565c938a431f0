import { accept, type Decision, notYet, refuse, unchanged } from '#shared/domain/decision.ts'
import type { BankDecision, PlanEvent, PlanState } from '../../domain/plan.ts'

const alreadyHeard = (state: Pushed, bankId: string) =>
  state.decisions.some(decision => decision.bankId === bankId)

type Pushed = Extract<PlanState, { status: 'pushed' | 'concluded' }>

/** B11, D4: the bank whose decision completes the push concludes the application; which one comes last does not matter. */
export const decideCloseReferral = (
  state: PlanState,
  decision: BankDecision,
): Decision<PlanEvent, undefined, 'not-pushed-to-bank'> => {
  if (state.status === 'none') return notYet('application-recommended.v1')
  if (state.status === 'waiting') return notYet('referral-dispatched.v1')
  if (!state.bankIds.includes(decision.bankId))
    return refuse('not-pushed-to-bank', `该企业未推送给银行 ${decision.bankId}。`)
  if (state.status === 'concluded' || alreadyHeard(state, decision.bankId)) return unchanged(undefined)
  const decisions = [...state.decisions, decision]
  const decided: PlanEvent = { type: 'referral-decided', data: decision }
  if (decisions.length < state.bankIds.length) return accept([decided], undefined)
  const { applicationId, uscc, regionCode, townshipCode } = state.application
  const concluded: PlanEvent = {
    type: 'application-concluded.v1',
    data: {
      applicationId,
      uscc,
      regionCode,
      ...(townshipCode === undefined ? {} : { townshipCode }),
      outcome: decisions.some(({ outcome }) => outcome === 'granted') ? 'credited' : 'not-credited',
      concludedOn:
        decisions
          .map(({ decidedOn }) => decidedOn)
          .toSorted()
          .at(-1) ?? decision.decidedOn,
    },
  }
  return accept([decided, concluded], undefined)
}
