import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import { type BlockMatch, notReleased } from '../../domain/blocks.ts'
import type { Case, CaseEvent } from '../../domain/case.ts'
import { unknownCase, wrongStage } from '../../domain/case-guards.ts'
import type { RefusalCode } from '../../domain/refusals.ts'

/** C8, C9: a case that meets an entry nobody released it from stops until a person has looked at it. */
export const holdCase = (
  state: Case,
  matches: readonly BlockMatch[],
): Decision<CaseEvent, null, RefusalCode> => {
  if (state.status === 'none') return unknownCase
  const stopped = wrongStage(state, 'hold')
  if (stopped) return stopped
  const unseen = notReleased(state.file, matches)
  return unseen.length === 0
    ? unchanged(null)
    : accept([{ type: 'case-held', data: { matches: unseen } }], null)
}
