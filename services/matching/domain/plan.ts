import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { View } from '#shared/commits/table.ts'
import type { DomainEvent, EventData } from '#shared/contracts/events.ts'

/** The application as it stands on the signed list. */
export type Recommended = EventData<'application-recommended.v1'>

type CreditOutcome = EventData<'credit-decided.v1'>['outcome']

export type BankDecision = {
  readonly bankId: string
  readonly outcome: CreditOutcome
  readonly decidedOn: string
}

export type PlanEvent =
  | { readonly type: 'plan-opened'; readonly data: Recommended }
  | DomainEvent<'referral-dispatched.v1'>
  | { readonly type: 'referral-decided'; readonly data: BankDecision }
  | DomainEvent<'application-concluded.v1'>

type Pushed = {
  readonly application: Recommended
  readonly batchId: string
  readonly bankIds: readonly string[]
  readonly decisions: readonly BankDecision[]
}

/** One push plan an application: which banks were told, and what each of them decided. */
export type PlanState =
  | { readonly status: 'none' }
  | { readonly status: 'waiting'; readonly application: Recommended }
  | ({ readonly status: 'pushed' } & Pushed)
  | ({ readonly status: 'concluded'; readonly outcome: 'credited' | 'not-credited' } & Pushed)

const dispatched = (
  state: PlanState,
  { batchId, bankId }: EventData<'referral-dispatched.v1'>,
): PlanState => {
  if (state.status === 'waiting')
    return { status: 'pushed', application: state.application, batchId, bankIds: [bankId], decisions: [] }
  return state.status === 'pushed' ? { ...state, bankIds: [...state.bankIds, bankId] } : state
}

const evolve = (state: PlanState, event: PlanEvent): PlanState => {
  switch (event.type) {
    case 'plan-opened':
      return { status: 'waiting', application: event.data }
    case 'referral-dispatched.v1':
      return dispatched(state, event.data)
    case 'referral-decided':
      return state.status === 'pushed' ? { ...state, decisions: [...state.decisions, event.data] } : state
    case 'application-concluded.v1':
      return state.status === 'pushed'
        ? { ...state, status: 'concluded', outcome: event.data.outcome }
        : state
  }
}

export const planAggregate: AggregateDefinition<PlanState, PlanEvent> = {
  name: 'plan',
  initial: { status: 'none' },
  evolve,
}

/** Banks that have ever been told of the application: none of them is told twice. */
export const referredBankIds = (state: PlanState): readonly string[] =>
  state.status === 'pushed' || state.status === 'concluded' ? state.bankIds : []

export const waitingList = (county: string): string => `waiting#${county}`

/** In the order in which batches take them: key chains first (C5), then who declared first. */
export const planViews = (state: PlanState): readonly View[] => {
  if (state.status === 'none') return []
  const { applicationId, regionCode, keyChain, declaredOn } = state.application
  const sk = `${keyChain === undefined ? 1 : 0}#${declaredOn}#${applicationId}`
  return [
    {
      name: 'waiting',
      ...(state.status === 'waiting' ? { list: { pk: waitingList(regionCode), sk } } : {}),
      data: { applicationId },
    },
  ]
}
