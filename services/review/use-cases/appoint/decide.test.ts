import { expect, test } from 'vitest'
import { type Office, offices } from '../../domain/offices.ts'
import { organisationAggregate } from '../../domain/organisation.ts'
import { type OrganisationKind, organisationKinds } from '../../domain/organisation-kinds.ts'
import { at, person } from '../../testing/cases.ts'
import { afterwards, ending, naming, organisationOf, stated } from '../../testing/organisations.ts'
import { appoint, endTerm } from './decide.ts'

const force = organisationOf(stated())
const leader = (sub: string, from: string, to?: string) => ({
  ...{ sub, office: 'leader' as const, from },
  ...(to ? { to } : {}),
})
const led = afterwards(force, naming(force, leader('a', '2025-01-01')))

test.each(organisationKinds)('A1 the offices that %s has, and no other', kind => {
  const has: { readonly [K in OrganisationKind]: string } = {
    mechanism: 'convener deputy-convener member liaison',
    'mechanism-office': 'office-director member liaison',
    'task-force': 'leader deputy-leader member liaison bank-reviewer',
    'office-group': 'group-head member liaison',
    township: 'member liaison visitor',
    department: 'member liaison visitor',
    'bank-institution': 'liaison visitor bank-reviewer',
    'bank-branch': 'liaison visitor bank-reviewer',
    platform: 'liaison',
  }
  const state = organisationOf(stated({ kind }))
  const may = (office: Office) => naming(state, { sub: 'a', office, from: '2025-01-01' }).kind === 'accepted'
  expect(offices.filter(may)).toEqual(offices.filter(office => has[kind].split(' ').includes(office)))
})

test('A1 one leader at a time: a second is refused with the name of the first’s term, before, within and after', () => {
  for (const [from, to] of [
    ['2025-02-01', undefined],
    ['2025-01-01', '2025-01-01'],
    ['2025-05-01', '2025-06-01'],
  ] as const)
    expect(naming(led, leader('b', from, to))).toMatchObject({
      refusal: {
        code: 'office-held',
        detail: /组长.*由 a 担任.*taskforce-511702-T1/,
        facts: { sub: 'a', appointmentId: 'taskforce-511702-T1' },
      },
    })
  const later = afterwards(force, naming(force, leader('a', '2025-02-01')))
  expect(naming(later, leader('b', '2025-01-01', '2025-01-31')).kind).toBe('accepted')
  // Twice the same person is no second leader either.
  expect(naming(led, leader('a', '2025-02-01'))).toMatchObject({ refusal: { code: 'office-held' } })
})

test('A1 a term is planned ahead, and ended early it makes room', () => {
  const ended = afterwards(led, ending(led, { appointmentId: 'taskforce-511702-T1', lastDay: '2025-03-31' }))
  expect(naming(ended, leader('b', '2025-03-31'))).toMatchObject({ refusal: { code: 'office-held' } })
  expect(naming(ended, leader('b', '2025-04-01'))).toMatchObject({
    events: [{ data: { appointmentId: 'taskforce-511702-T2', sub: 'b', from: '2025-04-01' } }],
  })
  expect(ended).toMatchObject({
    appointments: [{ sub: 'a', ended: { lastDay: '2025-03-31', reason: '调离' } }],
  })
})

test('A1 a planned term that is never taken up stands in nobody’s way', () => {
  const planned = afterwards(force, naming(force, leader('a', '2025-06-01')))
  const dropped = afterwards(
    planned,
    ending(planned, { appointmentId: 'taskforce-511702-T1', lastDay: '2025-05-31' }),
  )
  expect(naming(dropped, leader('b', '2025-05-01')).kind).toBe('accepted')
})

test('A1 a term lies within the days of its organisation', () => {
  const closed = organisationOf(stated({ to: '2025-06-30' }))
  for (const [state, from] of [
    [force, '2024-12-31'],
    [closed, '2025-07-01'],
  ] as const)
    expect(naming(state, leader('a', from))).toMatchObject({
      refusal: { errors: [{ pointer: '/from', detail: /单位存续期间（2025-01-01/ }] },
    })
  expect(naming(closed, leader('a', '2025-06-30')).kind).toBe('accepted')
})

test('A1 many members at a time, each once', () => {
  const member = (sub: string) => ({ sub, office: 'member' as const, from: '2025-01-01' })
  const one = afterwards(force, naming(force, member('a')))
  expect(naming(one, member('b')).kind).toBe('accepted')
  expect(naming(one, member('a'))).toMatchObject({ refusal: { code: 'office-held' } })
})

test('A1 H4 a term is ended once, not after its own end, and is never lost', () => {
  const state = afterwards(force, naming(force, leader('a', '2025-01-01', '2025-12-31')))
  const id = 'taskforce-511702-T1'
  expect(ending(state, { appointmentId: id, lastDay: '2026-01-01' })).toMatchObject({
    refusal: { code: 'validation-failed', errors: [{ pointer: '/lastDay', detail: /2025-12-31/ }] },
  })
  const ended = afterwards(state, ending(state, { appointmentId: id, lastDay: '2025-03-01' }))
  expect(ending(ended, { appointmentId: id, lastDay: '2025-02-01' })).toMatchObject({
    refusal: { code: 'term-ended', facts: { lastDay: '2025-03-01' } },
  })
  expect(ending(ended, { appointmentId: 'x', lastDay: '2025-02-01' })).toMatchObject({
    refusal: { code: 'not-found' },
  })
})

test('A2 nobody beside the subtree appoints or ends, and is told nothing', () => {
  const beside = person('task-force', 'x', '511703')
  const term = { ...leader('b', '2026-01-01'), by: beside, at }
  expect(appoint(led, term)).toMatchObject({ refusal: { code: 'not-found' } })
  expect(appoint(organisationAggregate.initial, term)).toMatchObject({ refusal: { code: 'not-found' } })
  const end = { appointmentId: 'taskforce-511702-T1', lastDay: '2025-03-01', reason: '调离', by: beside, at }
  expect(endTerm(led, end)).toMatchObject({ refusal: { code: 'not-found' } })
})
