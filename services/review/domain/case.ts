import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { DomainEvent, EventData } from '#shared/contracts/events.ts'
import type { ApplicationProfile } from '#shared/contracts/parts.ts'
import type { Criterion } from '#shared/contracts/vocabulary.ts'
import { type SuppliedFact, withFacts } from './facts.ts'
import type { Person } from './person.ts'
import { type Status, type Step, steps } from './stages.ts'

/** A reviewer's own finding on each of the five criteria (B4, C2). */
export type CriteriaFindings = {
  readonly [C in Criterion]: { readonly finding: 'met' | 'not-met'; readonly note?: string | undefined }
}

type StepTaken = {
  readonly step: Step
  readonly outcome: 'pass' | 'return' | 'refuse'
  readonly by: Person
  readonly at: string
  readonly opinion: string
  /** Absent: the findings of the declaration stand as they were declared. */
  readonly criteria?: CriteriaFindings
}

export type CaseFile = {
  /** As declared; the contact stays sealed as it came (H3). */
  readonly profile: ApplicationProfile
  readonly facts: readonly SuppliedFact[]
  readonly steps: readonly StepTaken[]
}

type Returned = EventData<'application-returned.v1'>
type Refused = EventData<'application-refused.v1'>
type InReview = Exclude<Status, 'listed' | 'recommended' | 'returned' | 'refused'>

export type OpenedCase =
  | { readonly status: InReview; readonly file: CaseFile }
  | { readonly status: 'listed'; readonly file: CaseFile; readonly listId: string }
  | {
      readonly status: 'recommended'
      readonly file: CaseFile
      readonly listId: string
      readonly recommendedOn: string
    }
  | { readonly status: 'returned'; readonly file: CaseFile; readonly ending: Returned }
  | { readonly status: 'refused'; readonly file: CaseFile; readonly ending: Refused }

export type Case = { readonly status: 'none' } | OpenedCase

export type CaseEvent =
  | { readonly type: 'case-opened'; readonly data: ApplicationProfile }
  | { readonly type: 'facts-supplied'; readonly data: { readonly facts: readonly SuppliedFact[] } }
  | { readonly type: 'step-taken'; readonly data: StepTaken }
  | { readonly type: 'case-listed'; readonly data: { readonly listId: string } }
  | DomainEvent<'application-returned.v1' | 'application-refused.v1' | 'application-recommended.v1'>

const evolveOpened = (state: OpenedCase, event: CaseEvent): OpenedCase => {
  const { file } = state
  switch (event.type) {
    case 'case-opened':
      return state
    case 'facts-supplied':
      return { ...state, file: { ...file, facts: withFacts(file.facts, event.data.facts) } }
    case 'step-taken': {
      const grown = { ...file, steps: [...file.steps, event.data] }
      return event.data.outcome === 'pass'
        ? { status: steps[event.data.step].to, file: grown }
        : { ...state, file: grown }
    }
    case 'case-listed':
      return { status: 'listed', file, listId: event.data.listId }
    case 'application-recommended.v1':
      return {
        status: 'recommended',
        file,
        listId: event.data.listId,
        recommendedOn: event.data.recommendedOn,
      }
    case 'application-returned.v1':
      return { status: 'returned', file, ending: event.data }
    case 'application-refused.v1':
      return { status: 'refused', file, ending: event.data }
  }
}

const evolve = (state: Case, event: CaseEvent): Case => {
  if (state.status !== 'none') return evolveOpened(state, event)
  return event.type === 'case-opened'
    ? { status: 'task-force-review', file: { profile: event.data, facts: [], steps: [] } }
    : state
}

/** One case per application; a repaired application is declared anew and gets a case of its own. */
export const caseAggregate: AggregateDefinition<Case, CaseEvent> = {
  name: 'case',
  initial: { status: 'none' },
  evolve,
}
