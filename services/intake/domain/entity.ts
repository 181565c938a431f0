import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { DomainEvent } from '#shared/contracts/events.ts'
import type { LoanKind, VisitMethod } from '#shared/contracts/vocabulary.ts'
import { type Application, type Ending, endings, type Form, screen } from './application.ts'
import type { Assessment } from './assess.ts'
import { emptyRegistry, merge, type Registry, type Report } from './registry.ts'
import type { CodeCheck, Standing } from './vocabulary.ts'

export type Visit = {
  readonly visitId: string
  readonly visitedOn: string
  readonly method: VisitMethod
  readonly unit: string
  readonly visitors: readonly string[]
  readonly hasDemand: boolean
  readonly demand?: {
    readonly amountFen: number
    readonly termMonths?: number
    readonly purpose?: string
    readonly loanKind?: LoanKind
  }
  readonly remarks?: string
  readonly doNotDisturbBefore?: string
}

/** An entity that some directory has named; `status` is its standing on the target list (B1). */
export type KnownEntity = {
  readonly status: Standing
  readonly uscc: string
  readonly codeCheck: CodeCheck
  readonly registry: Registry
  readonly assessment: Assessment
  /** Day it last came onto the target list. */
  readonly listedOn?: string
  readonly visits: readonly Visit[]
  readonly applications: readonly Application[]
}

export type EntityState = { readonly status: 'unknown' } | KnownEntity

export type EntityEvent =
  | {
      readonly type: 'registry-reported'
      readonly data: {
        readonly uscc: string
        readonly codeCheck: CodeCheck
        readonly report: Report
        readonly assessment: Assessment
      }
    }
  | { readonly type: 'visit-recorded'; readonly data: Visit }
  | { readonly type: 'application-submitted'; readonly data: Form }
  | {
      readonly type: 'application-freed'
      readonly data: { readonly applicationId: string; readonly ending: Ending }
    }
  | DomainEvent<
      'entity-listed.v1' | 'entity-visited.v1' | 'application-declared.v1' | 'application-screened-out.v1'
    >

/** B11: at most one, by the transition table and the decider together. */
export const liveApplication = (state: EntityState): (Application & { status: 'declared' }) | undefined =>
  state.status === 'unknown'
    ? undefined
    : state.applications.find(application => application.status === 'declared')

const freed = (application: Application, id: string, ending: Ending): Application =>
  application.applicationId === id && endings[application.status].includes(ending.status)
    ? { ...application, ...ending }
    : application

/** Where the entity stands once a source has reported. */
export const withReport = (
  state: EntityState,
  { uscc, codeCheck, report, assessment }: Extract<EntityEvent, { type: 'registry-reported' }>['data'],
): KnownEntity => {
  const known = state.status === 'unknown' ? { registry: emptyRegistry, visits: [], applications: [] } : state
  const registry = merge(known.registry, report)
  return { ...known, uscc, codeCheck, status: assessment.standing, registry, assessment }
}

const evolve = (state: EntityState, event: EntityEvent): EntityState => {
  if (event.type === 'registry-reported') return withReport(state, event.data)
  if (state.status === 'unknown') return state
  switch (event.type) {
    case 'entity-listed.v1':
      return { ...state, listedOn: event.data.listedOn }
    case 'visit-recorded':
      return { ...state, visits: [...state.visits, event.data] }
    case 'application-submitted':
      return { ...state, applications: [...state.applications, screen(event.data)] }
    case 'application-freed': {
      const { applicationId, ending } = event.data
      return { ...state, applications: state.applications.map(each => freed(each, applicationId, ending)) }
    }
    default:
      return state
  }
}

export const entityDefinition: AggregateDefinition<EntityState, EntityEvent> = {
  name: 'entity',
  initial: { status: 'unknown' },
  evolve,
}
