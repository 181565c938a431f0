import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { Office } from './offices.ts'
import type { Duty, OrganisationKind } from './organisation-kinds.ts'
import type { Person } from './person.ts'

/** Days are Asia/Shanghai; `to` is the last day, absent while there is no end. */
export type OrganisationFile = {
  /** The same that tokens carry as `org`. */
  readonly organisationId: string
  readonly name: string
  readonly kind: OrganisationKind
  readonly regionCode: string
  readonly parentOrg?: string
  /** Office groups only (A4). */
  readonly duty?: Duty
  readonly from: string
  readonly to?: string
}

/** H4: who stated it, when and why. */
export type OrganisationVersion = OrganisationFile & {
  readonly reason: string
  readonly by: Person
  readonly at: string
}

/** A2: one term of one person of this organisation in one office. */
export type Appointment = {
  readonly appointmentId: string
  readonly sub: string
  /** An official's name, shown where the organisation is. */
  readonly name?: string
  readonly office: Office
  readonly from: string
  readonly to?: string
  readonly by: Person
  readonly at: string
  readonly ended?: TermEnd
}

/** `lastDay` before the first day: the term was never taken up. */
export type TermEnd = {
  readonly lastDay: string
  readonly reason: string
  readonly by: Person
  readonly at: string
}

export type RegisteredOrganisation = OrganisationFile & {
  readonly status: 'registered'
  readonly history: readonly OrganisationVersion[]
  readonly appointments: readonly Appointment[]
}
export type Organisation = { readonly status: 'none' } | RegisteredOrganisation

export type OrganisationEvent =
  | { readonly type: 'organisation-stated'; readonly data: OrganisationVersion }
  | { readonly type: 'person-appointed'; readonly data: Appointment }
  | { readonly type: 'term-ended'; readonly data: TermEnd & { readonly appointmentId: string } }

const evolve = (state: Organisation, event: OrganisationEvent): Organisation => {
  if (event.type === 'organisation-stated') {
    const { reason: _why, by: _who, at: _when, ...file } = event.data
    const { history, appointments } = state.status === 'none' ? { history: [], appointments: [] } : state
    return { status: 'registered', ...file, history: [...history, event.data], appointments }
  }
  if (state.status === 'none') return state
  if (event.type === 'person-appointed')
    return { ...state, appointments: [...state.appointments, event.data] }
  const { appointmentId, ...ended } = event.data
  return {
    ...state,
    appointments: state.appointments.map(term =>
      term.appointmentId === appointmentId ? { ...term, ended } : term,
    ),
  }
}

export const organisationAggregate: AggregateDefinition<Organisation, OrganisationEvent> = {
  name: 'organisation',
  initial: { status: 'none' },
  evolve,
}

type Span = Pick<Appointment, 'from' | 'to' | 'ended'>

/** The last day of a term; undefined while it has none. */
export const lastDayOf = ({ to, ended }: Span): string | undefined => ended?.lastDay ?? to

/** Taken up at all. */
export const tookEffect = (term: Span): boolean => {
  const last = lastDayOf(term)
  return last === undefined || term.from <= last
}

export const runsOn = (term: Span, on: string): boolean => {
  const last = lastDayOf(term)
  return term.from <= on && (last === undefined || on <= last)
}

/** Two terms share a day. */
export const overlap = (a: Span, b: Span): boolean => {
  const [endOfA, endOfB] = [lastDayOf(a), lastDayOf(b)]
  const meets = (from: string, end: string | undefined) => end === undefined || from <= end
  return tookEffect(a) && tookEffect(b) && meets(a.from, endOfB) && meets(b.from, endOfA)
}
