import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import type { Case, CaseEvent } from '../../domain/case.ts'
import { unknownCase, wrongStage } from '../../domain/case-guards.ts'
import type { ListEvent, RecommendationList } from '../../domain/list.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import { roundNow } from '../../domain/round.ts'
import { roundOf } from '../short-way/decide.ts'

/** C4: only a case that stands on the signed list becomes recommended, and only once. */
export const recommend = (
  state: Case,
  signed: { readonly listId: string; readonly signedOn: string },
): Decision<CaseEvent, null, RefusalCode> => {
  if (state.status === 'none') return unknownCase
  const { listId, signedOn } = signed
  if (state.status === 'recommended' && state.listId === listId) return unchanged(null)
  if (state.file.rounds?.some(round => round.listId === listId)) return unchanged(null)
  const early = wrongStage(state, 'sign-off')
  if (early) return early
  if (state.status !== 'listed' || state.listId !== listId)
    return refuse('wrong-stage', `该申请不在推荐清单 ${listId} 上。`)
  // F1: back after repair, the bank that refused is asked first.
  const round = roundNow(state.file)
  const next = state.file.waitingRounds?.[0]
  return accept(
    [
      {
        type: 'application-recommended.v1',
        data: {
          ...state.file.profile,
          listId,
          recommendedOn: signedOn,
          ...(round ? { firstBankId: round.firstBankId } : {}),
        },
      },
      // F1: the repair that waited for this round to end begins its own.
      ...(next ? [roundOf(state.file, next, signedOn)] : []),
    ],
    null,
  )
}

/** Parts become recommended in their order; a part done is not begun again. */
export const partDone = (state: RecommendationList, index: number): Decision<ListEvent, null, RefusalCode> =>
  state.status === 'signed' && state.recommended === index
    ? accept([{ type: 'part-recommended', data: { index } }], null)
    : unchanged(null)
