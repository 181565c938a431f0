import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AggregateDefinition, execute } from '#shared/commits/execute.ts'
import { type DueDay, dueAfterWorkingDays, lastPublishedYear } from '#shared/domain/days.ts'
import { accept } from '#shared/domain/decision.ts'
import { caseAggregate } from './domain/case.ts'
import { coachingAggregate } from './domain/coaching.ts'
import { slipAggregate } from './domain/slip.ts'
import { claims, profile } from './testing/cases.ts'
import { coachingPath, taskForce, township } from './testing/coaching-desk.ts'
import { begun } from './testing/coachings.ts'
import { type Desk, openDesk } from './testing/desk.ts'
import { opened } from './testing/slips.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(async () => await desk.stop())

const openedOn = `${lastPublishedYear}-09-21`
const noon = (day: string) => `${day}T04:00:00.000Z`
// Ten working days from there cross National Day; before that year was published nobody knew.
const again = dueAfterWorkingDays(openedOn, 10)
const provisional: DueDay = {
  dueOn: `${lastPublishedYear}-10-01`,
  rule: `自次日起10个工作日，国务院${lastPublishedYear}年节假日安排，其中${lastPublishedYear}年尚未公布`,
  provisional: true,
}

/** As it was written when the year was not yet published. */
const written = async <S, E>(aggregate: AggregateDefinition<S, E>, id: string, event: E) => {
  await execute(desk.table, aggregate, {
    id,
    cause: { key: 'written-before', fingerprint: 'f' },
    actor: claims('system'),
    now: noon(openedOn),
    decide: () => accept([event], null),
  })
  await desk.refreshViews(aggregate.name, id)
}

const sweptTwice = async (aggregate: string, id: string) => {
  for (const day of [`${lastPublishedYear}-09-22`, `${lastPublishedYear}-09-23`]) {
    await desk.chaseAt(noon(day))
    await desk.refreshViews(aggregate, id)
  }
  const events = (await desk.eventsOf(desk.table, aggregate, id)) as readonly { type: string }[]
  return events.filter(({ type }) => type === 'due-recomputed' || type.startsWith('work-'))
}

test('F1 E2 a coaching whose due day was provisional has it counted again once the year is published, long before it is near', async () => {
  const coachingId = `${profile(1).applicationId}-CO1`
  await written(coachingAggregate, coachingId, begun({ openedOn, due: provisional }))
  const read = async () => (await desk.call(township, 'GET', coachingPath(coachingId))).body
  expect(await read()).toMatchObject({ dueOn: provisional.dueOn, provisional: true })
  expect(await sweptTwice('coaching', coachingId)).toEqual([
    { type: 'due-recomputed', data: { kind: 'coaching', workId: coachingId, due: again } },
  ])
  expect(await read()).toMatchObject({ dueOn: again.dueOn, dueRule: again.rule, provisional: false })
  const listed = await desk.call(taskForce, 'GET', '/review/v1/coachings?region=511702')
  expect(listed.body.items.map(({ dueOn }: { dueOn: string }) => dueOn)).toEqual([again.dueOn])
})

test('F2 E2 so has a slip', async () => {
  const file = opened({ openedOn, due: provisional })
  const slipId = 'SL-511702-0123456789ab'
  await written(slipAggregate, slipId, file)
  const read = async () => (await desk.call(taskForce, 'GET', `/review/v1/slips/${slipId}`)).body
  expect(await read()).toMatchObject({ dueOn: provisional.dueOn, provisional: true })
  expect(await sweptTwice('slip', slipId)).toEqual([
    { type: 'due-recomputed', data: { kind: 'slip', workId: slipId, due: again } },
  ])
  expect(await read()).toMatchObject({ dueOn: again.dueOn, dueRule: again.rule, provisional: false })
})

test('C1 E2 so has a fact request, also one from before its flag and its days were kept', async () => {
  const id = profile(2).applicationId
  await desk.declare(2)
  const asked = (requestId: string, department: string) => ({
    ...{ requestId, kind: 'operations' as const, department },
    dueOn: provisional.dueOn,
    dueRule: provisional.rule,
    by: { org: 'o', sub: 's' },
    at: noon(openedOn),
  })
  await written(caseAggregate, id, {
    type: 'facts-requested',
    data: {
      requests: [asked('FR1', 'tax'), { ...asked('FR2', 'court'), workingDays: 10, provisional: true }],
    },
  })
  const read = async () =>
    (await desk.call(taskForce, 'GET', `/review/v1/cases/${id}`)).body.factRequests as readonly object[]
  const both = (due: DueDay) => {
    const { dueOn, rule: dueRule } = due
    return [
      { requestId: 'FR1', dueOn, dueRule, provisional: due.provisional },
      { requestId: 'FR2', dueOn, dueRule, provisional: due.provisional },
    ]
  }
  expect(await read()).toMatchObject(both(provisional))
  expect(await sweptTwice('case', id)).toEqual(
    ['FR1', 'FR2'].map(requestId => ({
      type: 'due-recomputed',
      data: { kind: 'fact-request', workId: `${id}.${requestId}`, due: again },
    })),
  )
  expect(await read()).toMatchObject(both(again))
  const listed = await desk.call(taskForce, 'GET', '/review/v1/cases?region=511702')
  expect(listed.body.items[0]).toMatchObject({ factsDueOn: again.dueOn })
})
