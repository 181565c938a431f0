import type { Actor } from '#shared/commits/commit.ts'
import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import { covers } from '#shared/domain/regions.ts'
import { heldByOne, type Office, officeLabels, officesOf } from '../../domain/offices.ts'
import {
  type Appointment,
  lastDayOf,
  type Organisation,
  type OrganisationEvent,
  overlap,
  type RegisteredOrganisation,
  type TermEnd,
} from '../../domain/organisation.ts'
import { kindLabels } from '../../domain/organisation-kinds.ts'
import { personOf } from '../../domain/person.ts'
import type { RefusalCode } from '../../domain/refusals.ts'

const no = refuse<RefusalCode>
const unknown = no('not-found', '未找到该单位，或您无权查看。')

export type Appoint = {
  readonly sub: string
  readonly name?: string | undefined
  readonly office: Office
  readonly from: string
  readonly to?: string | undefined
  readonly by: Actor
  readonly at: string
}

const invalid = (pointer: string, code: string, detail: string) =>
  no('validation-failed', `${detail}。`, { errors: [{ pointer, code, detail }] })

/** A2: an organisation of the caller's subtree. */
const within = (state: Organisation, by: Actor): RegisteredOrganisation | undefined =>
  state.status === 'registered' && covers(by.region, state.regionCode) ? state : undefined

const termText = (term: Appointment): string => `${term.from} 至 ${lastDayOf(term) ?? '今'}`

/** A1: one convener of a mechanism and one leader of a task force at a time; a term may be planned ahead. */
export const appoint = (
  state: Organisation,
  { sub, name, office, from, to, by, at }: Appoint,
): Decision<OrganisationEvent, Appointment, RefusalCode> => {
  const organisation = within(state, by)
  if (!organisation) return unknown
  const label = officeLabels[office]
  const has = officesOf[organisation.kind]
  if (!has.includes(office))
    return invalid(
      '/office',
      'not-of-this-kind',
      `“${kindLabels[organisation.kind]}”没有“${label}”一职，可任：${has.map(one => officeLabels[one]).join('、')}`,
    )
  if (to !== undefined && to < from) return invalid('/to', 'before-from', '任期截止不得早于任期起始')
  const { organisationId, appointments } = organisation
  if (from < organisation.from || (organisation.to !== undefined && from > organisation.to))
    return invalid(
      '/from',
      'outside-organisation',
      `任期起始须在单位存续期间（${organisation.from} 至 ${organisation.to ?? '今'}）`,
    )
  const term: Appointment = {
    appointmentId: `${organisationId}-T${appointments.length + 1}`,
    sub,
    ...(name ? { name } : {}),
    office,
    from,
    ...(to ? { to } : {}),
    by: personOf(by),
    at,
  }
  const held = appointments.find(
    other =>
      other.office === office && (heldByOne.includes(office) || other.sub === sub) && overlap(other, term),
  )
  if (held)
    return no(
      'office-held',
      `“${label}”在此期间已由 ${held.sub} 担任（${termText(held)}，任职编号 ${held.appointmentId}）；请先结束该任期，或调整起止日期。`,
      { facts: { appointmentId: held.appointmentId, sub: held.sub, from: held.from } },
    )
  return accept([{ type: 'person-appointed', data: term }], term)
}

export type EndTerm = {
  readonly appointmentId: string
  readonly lastDay: string
  readonly reason: string
  readonly by: Actor
  readonly at: string
}

export type EndedTerm = Appointment & { readonly ended: TermEnd }

/** A1, H4: a term is ended with its reason, never erased; a last day before the first says that it was never taken up. */
export const endTerm = (
  state: Organisation,
  { appointmentId, lastDay, reason, by, at }: EndTerm,
): Decision<OrganisationEvent, EndedTerm, RefusalCode> => {
  const term = within(state, by)?.appointments.find(one => one.appointmentId === appointmentId)
  if (!term) return no('not-found', '未找到该任职登记，或您无权查看。')
  if (term.ended)
    return no('term-ended', `该任期已于 ${term.ended.lastDay} 结束，不能再次结束。`, {
      facts: { lastDay: term.ended.lastDay },
    })
  if (term.to !== undefined && lastDay > term.to)
    return invalid('/lastDay', 'after-term', `不得晚于原定任期截止（${term.to}）；延任请登记新的任期`)
  const ended = { lastDay, reason, by: personOf(by), at }
  return accept([{ type: 'term-ended', data: { appointmentId, ...ended } }], { ...term, ended })
}
