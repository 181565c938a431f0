import type { DueDay } from '#shared/domain/days.ts'
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
  /** Requests from before these two were kept have both in the words of their rule. */
  readonly provisional?: boolean
  readonly workingDays?: number
  readonly by: Person
  readonly at: string
}

/** The request's due day with its rule (E2). */
export const dueOf = ({ dueOn, dueRule, provisional }: FactRequest): DueDay => ({
  dueOn,
  rule: dueRule,
  provisional: provisional ?? dueRule.includes('尚未公布'),
})

/** One piece of work of its case, for the chase. */
export const requestWorkId = (applicationId: string, { requestId }: Pick<FactRequest, 'requestId'>): string =>
  `${applicationId}.${requestId}`

/** E2: the request that is this piece of work has another due day. */
export const withDue = (
  requests: readonly FactRequest[],
  applicationId: string,
  { workId, due }: { readonly workId: string; readonly due: DueDay },
): readonly FactRequest[] =>
  requests.map(request =>
    requestWorkId(applicationId, request) === workId
      ? { ...request, dueOn: due.dueOn, dueRule: due.rule, provisional: due.provisional }
      : request,
  )

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
