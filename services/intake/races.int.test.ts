import { afterEach, beforeEach, expect, test } from 'vitest'
import { uscc } from './testing/given.ts'
import { application, openIntake, platform, target, taskForce, township } from './testing/story.ts'

let open: Awaited<ReturnType<typeof openIntake>>
beforeEach(async () => {
  open = await openIntake()
})
afterEach(async () => {
  await open.stop()
})

const post = async (path: string, body: unknown, claims = platform, key?: string) =>
  await open.intake.call(claims, 'POST', `/intake/v1/${path}`, body, key)
const typesOf = async () =>
  (await open.intake.eventsOf(open.table, 'entity', uscc)).map(event => (event as { type: string }).type)

test('a replay answers byte for byte, the same key with another body is refused', async () => {
  await post('target-lists', target())
  const first = await post('applications', application(), township, 'key-1')
  await post('applications', application(), township, 'key-2')
  expect((await post('applications', application(), township, 'key-1')).text).toBe(first.text)
  const refusedTwice = await Promise.all(
    ['a', 'b'].map(() => post('applications', application(), township, 'key-2')),
  )
  expect(refusedTwice[0]?.text).toBe(refusedTwice[1]?.text)
  const other = await post('applications', application({ firstLoan: false }), township, 'key-1')
  expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } })
  expect((await post('applications', application(), taskForce, 'key-1')).status).toBe(409)
})

test('twins that race with one key get one answer and make one application', async () => {
  await post('target-lists', target())
  const twins = await Promise.all([1, 2, 3].map(() => post('applications', application(), township, 'twin')))
  expect(new Set(twins.map(({ text }) => text)).size).toBe(1)
  expect(twins[0]?.status).toBe(201)
  expect((await typesOf()).filter(type => type === 'application-declared.v1')).toHaveLength(1)
})

test('B11 twenty callers at once: one application is live, nineteen are shown it', async () => {
  await post('target-lists', target())
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => post('applications', application(), township)),
  )
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  const others = answers.filter(({ status }) => status !== 201)
  expect(new Set(others.map(({ status }) => status))).toEqual(new Set([409]))
  expect(new Set(others.map(({ body }) => body.liveApplicationId))).toEqual(new Set([`${uscc}-01`]))
  expect((await typesOf()).filter(type => type === 'application-declared.v1')).toHaveLength(1)
})
