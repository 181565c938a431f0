import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import type { Case, CaseEvent, CaseFile } from '../../domain/case.ts'
import { unknownCase, wrongStage } from '../../domain/case-guards.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import { roundNow, type WaitingRound } from '../../domain/round.ts'
import { isUnderWay } from '../../domain/stages.ts'

export type Repaired = { readonly coachingId: string; readonly bankId: string; readonly on: string }

/** F1: the round of one repair, over the levels that the case's policy names. */
export const roundOf = (
  { policy }: Pick<CaseFile, 'policy'>,
  { coachingId, firstBankId }: WaitingRound,
  begunOn: string,
): CaseEvent => {
  const levels = [...policy.repairedLevels]
  return { type: 'round-begun', data: { coachingId, firstBankId, levels, begunOn } }
}

/** F1: repaired after a bank's refusal, a recommended application passes the policy's levels again and goes to that bank first. */
export const takeShortWay = (
  state: Case,
  { coachingId, bankId, on }: Repaired,
): Decision<CaseEvent, null, RefusalCode> => {
  if (state.status === 'none') return unknownCase
  const { rounds = [], waitingRounds = [], withdrawal } = state.file
  if ([...rounds, ...waitingRounds].some(round => round.coachingId === coachingId)) return unchanged(null)
  const round = { coachingId, firstBankId: bankId }
  // One round at a time: the repair for another bank waits until the list of this one is signed.
  if (roundNow(state.file) && isUnderWay(state.status))
    return accept([{ type: 'round-queued', data: round }], null)
  const stopped = wrongStage(state, 'short-way')
  if (stopped) return stopped
  if (withdrawal) return refuse('wrong-stage', '企业已撤回该申请，不再推荐。')
  return accept([roundOf(state.file, round, on)], null)
}
