import type { Actor } from '#shared/commits/commit.ts'
import { dueAfterWorkingDays, shanghaiDay } from '#shared/domain/days.ts'
import { accept, type Decision } from '#shared/domain/decision.ts'
import type { Case, CaseEvent } from '../../domain/case.ts'
import { admitted, unknownCase } from '../../domain/case-guards.ts'
import type { FactRequest } from '../../domain/fact-requests.ts'
import type { FactKind } from '../../domain/facts.ts'
import { personOf } from '../../domain/person.ts'
import type { RefusalCode } from '../../domain/refusals.ts'

export type FactsRequested = {
  readonly applicationId: string
  readonly requests: readonly Pick<FactRequest, 'requestId' | 'kind' | 'department' | 'dueOn' | 'dueRule'>[]
}

/** C1: every named department is asked for every named kind at once, until the day that the case's policy gives. */
export const requestFacts = (
  state: Case,
  command: {
    readonly kinds: readonly FactKind[]
    readonly departments: readonly string[]
    readonly by: Actor
    readonly at: string
  },
): Decision<CaseEvent, FactsRequested, RefusalCode> => {
  const { kinds, departments, by, at } = command
  const stopped = admitted(state, 'fact-request', by)
  if (stopped) return stopped
  if (state.status === 'none') return unknownCase
  const { factRequests, policy, profile } = state.file
  const due = dueAfterWorkingDays(shanghaiDay(at), policy.factsDueWorkingDays)
  const pairs = departments.flatMap(department => kinds.map(kind => ({ department, kind })))
  const requests = pairs.map((pair, index) => ({
    requestId: `FR${factRequests.length + index + 1}`,
    ...pair,
    dueOn: due.dueOn,
    dueRule: due.rule,
    provisional: due.provisional,
    workingDays: policy.factsDueWorkingDays,
    by: personOf(by),
    at,
  }))
  return accept([{ type: 'facts-requested', data: { requests } }], {
    applicationId: profile.applicationId,
    requests: requests.map(({ requestId, kind, department, dueOn, dueRule }) => ({
      requestId,
      kind,
      department,
      dueOn,
      dueRule,
    })),
  })
}
