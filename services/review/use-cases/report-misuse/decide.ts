import { accept, type Decision, notYet, unchanged } from '#shared/domain/decision.ts'
import type { Case, CaseEvent } from '../../domain/case.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import type { Suspicion } from '../../domain/removal.ts'

/** E6: a bank's report is put before the task force; it removes nothing by itself (C7). */
export const reportMisuse = (
  state: Case,
  told: Omit<Suspicion, 'settled'>,
): Decision<CaseEvent, null, RefusalCode> => {
  if (state.status === 'none') return notYet('该申请的审核事项')
  return state.status === 'removed'
    ? unchanged(null)
    : accept([{ type: 'misuse-reported', data: told }], null)
}
