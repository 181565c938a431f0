import type { Office } from '../domain/offices.ts'
import {
  type Organisation,
  type OrganisationEvent,
  type OrganisationFile,
  organisationAggregate,
} from '../domain/organisation.ts'
import { appoint, type EndTerm, endTerm } from '../use-cases/appoint/decide.ts'
import { at, county, person } from './cases.ts'

const clerk = person('task-force', 'clerk')

export const organisationFile = (more: Partial<OrganisationFile> = {}): OrganisationFile => ({
  organisationId: 'taskforce-511702',
  name: '通川区工作专班',
  kind: 'task-force',
  regionCode: county,
  parentOrg: 'mechanism-511702',
  from: '2025-01-01',
  ...more,
})

export const stated = (more: Partial<OrganisationFile> = {}): OrganisationEvent => ({
  type: 'organisation-stated',
  data: { ...organisationFile(more), reason: '按通知设立', by: { org: 'o', sub: 's' }, at },
})

export const organisationOf = (...events: readonly OrganisationEvent[]): Organisation =>
  events.reduce(organisationAggregate.evolve, organisationAggregate.initial)

type Decided = { readonly kind: string; readonly events?: readonly OrganisationEvent[] }

/** The state after an accepted decision; after any other, the same. */
export const afterwards = (state: Organisation, { events = [] }: Decided): Organisation =>
  events.reduce(organisationAggregate.evolve, state)

export const naming = (
  state: Organisation,
  term: { sub: string; office: Office; from: string; to?: string; name?: string },
) => appoint(state, { ...term, by: clerk, at })

export const ending = (state: Organisation, term: Pick<EndTerm, 'appointmentId' | 'lastDay'>) =>
  endTerm(state, { ...term, reason: '调离', by: clerk, at })
