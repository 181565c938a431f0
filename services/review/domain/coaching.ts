import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { DomainEvent, EventData } from '#shared/contracts/events.ts'
import type { Criterion } from '#shared/contracts/vocabulary.ts'
import type { DueDay } from '#shared/domain/days.ts'
import { type ChaseEvent, remembered, type Warned } from './chase.ts'
import type { Person } from './person.ts'
import type { ProblemClass } from './problem-classes.ts'
import type { Step } from './stages.ts'

type BankRefusal = Extract<EventData<'credit-decided.v1'>, { outcome: 'refused' }>

/** Who refused, and in whose terms (C6, E2). */
export type CoachingSource =
  | { readonly kind: 'review'; readonly level: Step; readonly criterion: Criterion }
  | {
      readonly kind: 'bank'
      readonly bankId: string
      readonly referralId: string
      readonly code: BankRefusal['refusal']['code']
      /** The bank's own view of whether coaching can help. */
      readonly repairable: boolean
    }

export type Measure = {
  readonly by: Person
  readonly at: string
  readonly done: string
  readonly proof?: string
}

export type CoachingFile = {
  readonly coachingId: string
  readonly applicationId: string
  readonly uscc: string
  readonly name: string
  readonly regionCode: string
  readonly townshipCode?: string
  readonly keyChain?: string
  readonly source: CoachingSource
  readonly problem: string
  readonly advice: string
  readonly problemClass: ProblemClass
  readonly due: DueDay
  /** As they were counted; coachings from before this was kept have it in the words of their rule. */
  readonly workingDays?: number
  readonly openedOn: string
}

type Worked = CoachingFile & {
  readonly measures: readonly Measure[]
  /** E7: what was said of its due day. */
  readonly warned?: readonly Warned[]
}

export const satisfactionLabels = { satisfied: '满意', fair: '基本满意', unsatisfied: '不满意' } as const
export type Satisfaction = keyof typeof satisfactionLabels

/** How it ended: with a proof of the repair, or with the reason for giving up. */
export type Closing = {
  readonly outcome: 'repaired' | 'given-up'
  readonly by: Person
  readonly at: string
  readonly proof?: string
  readonly reason?: string
  readonly satisfaction?: Satisfaction
}

export type OpenedCoaching =
  | (Worked & { readonly status: 'open' })
  | (Worked & { readonly status: Closing['outcome']; readonly closing: Closing })

export type Coaching = { readonly status: 'none' } | OpenedCoaching

export const coachingStatusLabels = {
  open: '辅导中',
  repaired: '已修复',
  'given-up': '未能修复',
} as const satisfies Record<OpenedCoaching['status'], string>
export type CoachingStatus = keyof typeof coachingStatusLabels

export type CoachingEvent =
  | { readonly type: 'coaching-begun'; readonly data: CoachingFile }
  | { readonly type: 'measure-taken'; readonly data: Measure }
  | {
      readonly type: 'class-changed'
      readonly data: {
        readonly regionCode: string
        readonly from: ProblemClass
        readonly to: ProblemClass
        readonly reason: string
        readonly by: Person
      }
    }
  | { readonly type: 'outcome-recorded'; readonly data: Closing }
  | ChaseEvent
  | DomainEvent<'coaching-opened.v1' | 'coaching-closed.v1'>

/** Once closed, nothing that arrives changes a coaching but what is said of its due day (F1). */
const evolve = (state: Coaching, event: CoachingEvent): Coaching => {
  if (state.status === 'none')
    return event.type === 'coaching-begun' ? { status: 'open', ...event.data, measures: [] } : state
  if (event.type === 'work-warned.v1' || event.type === 'work-settled.v1')
    return { ...state, warned: remembered(state.warned ?? [], event) }
  if (state.status !== 'open') return state
  switch (event.type) {
    case 'coaching-begun':
    case 'coaching-opened.v1':
    case 'coaching-closed.v1':
      return state
    case 'due-recomputed':
      return { ...state, due: event.data.due }
    case 'measure-taken':
      return { ...state, measures: [...state.measures, event.data] }
    case 'class-changed':
      return { ...state, problemClass: event.data.to }
    case 'outcome-recorded':
      return { ...state, status: event.data.outcome, closing: event.data }
  }
}

export const coachingAggregate: AggregateDefinition<Coaching, CoachingEvent> = {
  name: 'coaching',
  initial: { status: 'none' },
  evolve,
}
