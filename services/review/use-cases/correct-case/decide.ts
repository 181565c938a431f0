import type { ApplicationProfile } from '#shared/contracts/parts.ts'
import { accept, type Decision, notYet, refuse, unchanged } from '#shared/domain/decision.ts'
import { type BlockMatch, notReleased } from '../../domain/blocks.ts'
import type { Case, CaseEvent } from '../../domain/case.ts'
import { wrongStage } from '../../domain/case-guards.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import { isPossible } from '../../domain/stages.ts'

export type Correction = {
  readonly profile: ApplicationProfile
  readonly matches: readonly BlockMatch[]
  readonly sequence: number
}

/** B6, C2: the corrected content replaces the declared one until the first act of review; later it is refused and recorded. */
export const correctCase = (state: Case, correction: Correction): Decision<CaseEvent, null, RefusalCode> => {
  if (state.status === 'none') return notYet('application-declared.v1')
  const { profile, matches, sequence } = correction
  if (sequence < state.file.sequence) return unchanged(null)
  if (state.file.steps.length > 0)
    return refuse('review-begun', '审核已经开始，更正未予采用；请退回后重新申报。')
  const late = wrongStage(state, 'correction')
  if (late) return late
  const unseen = isPossible('hold', state.status) ? notReleased(state.file, matches) : []
  return accept(
    [
      { type: 'case-corrected', data: { profile, sequence } },
      ...(unseen.length > 0 ? [{ type: 'case-held', data: { matches: unseen } } as const] : []),
    ],
    null,
  )
}
