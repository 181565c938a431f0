import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import type { Case, CaseEvent } from '../../domain/case.ts'
import { unknownCase, wrongStage } from '../../domain/case-guards.ts'
import type { RefusalCode } from '../../domain/refusals.ts'

export type Repaired = { readonly coachingId: string; readonly bankId: string; readonly on: string }

/** F1: repaired after a bank's refusal, a recommended application passes the policy's levels again and goes to that bank first. */
export const takeShortWay = (
  state: Case,
  { coachingId, bankId, on }: Repaired,
): Decision<CaseEvent, null, RefusalCode> => {
  if (state.status === 'none') return unknownCase
  const { rounds = [], policy, withdrawal } = state.file
  if (rounds.some(round => round.coachingId === coachingId)) return unchanged(null)
  const stopped = wrongStage(state, 'short-way')
  if (stopped) return stopped
  if (withdrawal) return refuse('wrong-stage', '企业已撤回该申请，不再推荐。')
  const levels = [...policy.repairedLevels]
  return accept(
    [{ type: 'round-begun', data: { coachingId, firstBankId: bankId, levels, begunOn: on } }],
    null,
  )
}
