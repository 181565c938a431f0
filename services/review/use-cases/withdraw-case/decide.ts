import type { EventData } from '#shared/contracts/events.ts'
import { accept, type Decision, notYet, unchanged } from '#shared/domain/decision.ts'
import type { Case, CaseEvent } from '../../domain/case.ts'
import { isPossible } from '../../domain/stages.ts'

/** B5: ends the case wherever it stands; a recommended one keeps its standing and says so, the banks' side is recalled. */
export const withdrawCase = (
  state: Case,
  { reason, withdrawnOn }: Pick<EventData<'application-withdrawn.v1'>, 'reason' | 'withdrawnOn'>,
): Decision<CaseEvent, null> => {
  if (state.status === 'none') return notYet('application-declared.v1')
  return isPossible('withdrawal', state.status) && !state.file.withdrawal
    ? accept([{ type: 'case-withdrawn', data: { reason, withdrawnOn } }], null)
    : unchanged(null)
}
