import type { FactKind, SuppliedFact } from './facts.ts'
import type { Person } from './person.ts'

/** A department was asked for one kind of fact, until a day (C1). */
export type FactRequest = {
  readonly requestId: string
  readonly kind: FactKind
  /** Organisation asked. */
  readonly department: string
  readonly dueOn: string
  readonly dueRule: string
  readonly by: Person
  readonly at: string
}

export const requestStatusLabels = { open: '待报送', answered: '已报送', overdue: '已逾期' } as const
export type RequestStatus = keyof typeof requestStatusLabels

export const isAnswered = ({ kind, department, at }: FactRequest, facts: readonly SuppliedFact[]): boolean =>
  facts.some(fact => fact.kind === kind && fact.org === department && fact.at >= at)

/** C1: answered by the asked department itself since it was asked; else open until the due day is over. */
export const requestStatus = (
  request: FactRequest,
  facts: readonly SuppliedFact[],
  today: string,
): RequestStatus => (isAnswered(request, facts) ? 'answered' : request.dueOn < today ? 'overdue' : 'open')

/** The first day on which an answer is due that has not come; undefined when nothing is awaited. */
export const factsDueOn = (
  requests: readonly FactRequest[],
  facts: readonly SuppliedFact[],
): string | undefined =>
  requests
    .filter(request => !isAnswered(request, facts))
    .map(({ dueOn }) => dueOn)
    .toSorted()[0]
