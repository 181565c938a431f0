import { refuse } from '#shared/domain/decision.ts'
import { covers } from '#shared/domain/regions.ts'
import { type Office, officeLabels, standIns } from './offices.ts'
import { type Appointment, lastDayOf, type Organisation, runsOn, tookEffect } from './organisation.ts'
import type { Person } from './person.ts'
import type { RefusalCode } from './refusals.ts'

/** `until` is the last day of the person's latest term, `from` the first of the next. */
export type Standing =
  | { readonly may: true }
  | { readonly may: false; readonly office: Office; readonly until?: string; readonly from?: string }

const unknown: Organisation = { status: 'none' }

/** A2: a register speaks for those whose region it was made for; another county's entry under the same id binds nobody. */
export const speakingFor = (register: Organisation, region: string): Organisation =>
  register.status === 'registered' && covers(register.regionCode, region) ? register : unknown

/** A2: whether the register has terms of this office, from the first day of the first of them on. */
export const knows = (register: Organisation, office: Office, on: string): boolean =>
  register.status === 'registered' &&
  register.from <= on &&
  register.appointments.some(term => term.office === office && tookEffect(term) && term.from <= on)

const isActive = ({ from, to }: { readonly from: string; readonly to?: string }, on: string): boolean =>
  from <= on && (to === undefined || on <= to)

/** The terms of a person that run on a day, while the organisation itself stands. */
export const termsOn = (register: Organisation, { org, sub }: Person, on: string): readonly Appointment[] =>
  register.status === 'registered' && register.organisationId === org && isActive(register, on)
    ? register.appointments.filter(term => term.sub === sub && runsOn(term, on))
    : []

/** A2: once the register knows an office, only a person in office on that day (Asia/Shanghai) acts; before that the token's role alone decides. */
export const mayAct = (register: Organisation, office: Office, person: Person, on: string): Standing => {
  if (register.status === 'none' || !knows(register, office, on)) return { may: true }
  const admitted: readonly Office[] = [office, ...(standIns[office] ?? [])]
  if (termsOn(register, person, on).some(term => admitted.includes(term.office))) return { may: true }
  const own = register.appointments.filter(
    term => term.sub === person.sub && admitted.includes(term.office) && tookEffect(term),
  )
  const until = own
    .flatMap(term => (term.from <= on ? (lastDayOf(term) ?? register.to ?? []) : []))
    .sort()
    .at(-1)
  const from = own.flatMap(term => (term.from > on ? term.from : [])).sort()[0]
  return { may: false, office, ...(until ? { until } : {}), ...(from ? { from } : {}) }
}

/** A2: the refusal for a person who is not in office on that day, or nothing. */
export const notInOffice = (register: Organisation, office: Office, person: Person, on: string) => {
  const standing = mayAct(register, office, person, on)
  if (standing.may) return undefined
  const { until, from } = standing
  const named = register.status === 'registered' ? `${register.name}（${register.organisationId}）` : ''
  const label = officeLabels[office]
  const term = [...(until ? [`任期至 ${until}`] : []), ...(from ? [`下一任期自 ${from} 起`] : [])]
  const detail = `${named}已登记“${label}”的任职，您在 ${on} 不在任（${term.join('，') || '没有您的任职登记'}），须由在任人员办理。`
  return refuse<RefusalCode>('not-in-office', detail, {
    facts: { office, on, ...(until ? { until } : {}), ...(from ? { from } : {}) },
  })
}
