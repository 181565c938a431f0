import type { Actor } from '#shared/commits/commit.ts'
import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import type { Case, CaseEvent } from '../../domain/case.ts'
import { removable, unknownCase } from '../../domain/case-guards.ts'
import { personOf } from '../../domain/person.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import { openSuspicions } from '../../domain/removal.ts'

export type Settled = { readonly applicationId: string; readonly settled: number }

/** C7: the task force looked into the reports and keeps the application on the list, with its opinion. */
export const settleMisuse = (
  state: Case,
  command: { readonly opinion: string; readonly by: Actor; readonly at: string },
): Decision<CaseEvent, Settled, RefusalCode> => {
  const { opinion, by, at } = command
  const stopped = removable(state, by)
  if (stopped) return stopped
  if (state.status === 'none') return unknownCase
  const open = openSuspicions(state.file.suspicions)
  if (open.length === 0) return refuse('nothing-to-settle', '该申请没有待处理的虚假材料或挪用贷款报告。')
  return accept([{ type: 'suspicions-settled', data: { by: personOf(by), at, opinion } }], {
    applicationId: state.file.profile.applicationId,
    settled: open.length,
  })
}
