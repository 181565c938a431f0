import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CommitTable } from '#shared/commits/table.ts'
import { verifyList } from '../../domain/verify-list.ts'
import { inParallel } from '../../parallel.ts'
import { claims, county, profile } from '../../testing/cases.ts'
import { type Desk, openDesk } from '../../testing/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(async () => {
  await desk.stop()
})

const taskForce = claims('task-force')
const lists = '/review/v1/recommendation-lists'

const waiting = async (numbers: readonly number[], keyChain?: number): Promise<readonly string[]> => {
  await inParallel(numbers, async n => {
    await desk.declare(n, n === keyChain ? { keyChain: '食品饮料' } : {})
    await desk.passAll(n)
  })
  return numbers.map(n => profile(n).applicationId)
}

/** A table that stops taking commits after the first `n`, as a killed function does. */
const stoppingAfter = (table: CommitTable, n: number): CommitTable => {
  let left = n
  return {
    ...table,
    append: async (...given) => {
      left -= 1
      if (left < 0) throw new Error('killed')
      return await table.append(...given)
    },
  }
}

test('C5 the list stands key chains first, and its cases are taken off the waiting list', async () => {
  const ids = await waiting([1, 2, 3], 3)
  const drafted = await desk.call(taskForce, 'POST', lists, { regionCode: county })
  expect(drafted).toMatchObject({ status: 201, body: { rows: 3 } })
  const { rows } = (await desk.call(taskForce, 'GET', `${lists}/${drafted.body.listId}`)).body
  expect(rows.map((row: { applicationId: string }) => row.applicationId)).toEqual(['A-03', 'A-01', 'A-02'])

  const other = await desk.call(taskForce, 'POST', lists, { regionCode: county, applicationIds: ids })
  expect(other).toMatchObject({ status: 409, body: { code: 'nothing-to-list' } })
  for (const id of ids) await desk.refreshViews('case', id)
  const left = await desk.call(taskForce, 'GET', `/review/v1/cases?region=${county}&stage=awaiting-list`)
  expect(left.body.items).toEqual([])
})

test('C4 one that cannot be listed is left out with its reason and sinks no other', async () => {
  const [id = ''] = await waiting([4])
  await desk.declare(5)
  const applicationIds = [profile(5).applicationId, id]
  const drafted = await desk.call(taskForce, 'POST', lists, { regionCode: county, applicationIds })
  expect(drafted).toMatchObject({
    status: 201,
    body: { rows: 1, leftOut: [{ applicationId: 'A-05', code: 'wrong-stage' }] },
  })
})

test('C4 two drafts started together share no row', async () => {
  const applicationIds = await waiting([6, 7, 8, 9])
  const [one, two] = await Promise.all(
    ['one', 'two'].map(key =>
      desk.call(taskForce, 'POST', lists, { regionCode: county, applicationIds }, key),
    ),
  )
  const counted = [one, two].map(answer => (answer?.status === 201 ? Number(answer.body.rows) : 0))
  expect(counted.reduce((sum, rows) => sum + rows, 0)).toBe(4)
})

test('C4 killed after any write, the draft is finished by the same request and answers as if nothing was', async () => {
  // Candidates, begin, three claims, rows, chunk, close: eight writes.
  for (let n = 0; n <= 7; n += 1) {
    const applicationIds = await waiting([10 + 3 * n, 11 + 3 * n, 12 + 3 * n])
    const body = { regionCode: county, applicationIds }
    const killed = await desk
      .over(stoppingAfter(desk.table, n))
      .call(taskForce, 'POST', lists, body, `killed-${n}`)
    expect(killed.status).toBe(500)
    const retried = await desk.call(taskForce, 'POST', lists, body, `killed-${n}`)
    expect(retried).toMatchObject({ status: 201, body: { rows: 3, leftOut: [] } })
    const { listId } = retried.body
    const signed = await desk.call(claims('convener'), 'POST', `${lists}/${listId}/sign-off`, {})
    expect(signed.status).toBe(200)
    const document = (await desk.call(taskForce, 'GET', `${lists}/${listId}`)).body
    expect(verifyList(document)).toMatchObject({ ok: true, rows: 3 })
    expect(document.rows.map((row: { applicationId: string }) => row.applicationId)).toEqual(applicationIds)
    expect(await desk.deliverSigned(listId)).toEqual({ fate: 'done' })
  }
})

test('C4 killed in the middle of recommending, the event comes again and each row is recommended once', async () => {
  const applicationIds = await waiting([40, 41, 42])
  const body = { regionCode: county, applicationIds }
  const { listId } = (await desk.call(taskForce, 'POST', lists, body)).body
  await desk.call(claims('convener'), 'POST', `${lists}/${listId}/sign-off`, {})
  const data = { listId, regionCode: county, digest: '', rows: 3, signedOn: '2025-03-03' }
  const dying = desk.over(stoppingAfter(desk.table, 1))
  await expect(dying.receive('recommendation-list-signed.v1', data, 'signed')).rejects.toThrow('killed')
  await desk.deliverSigned(listId)
  await desk.deliverSigned(listId)
  for (const id of applicationIds) {
    const events = (await desk.eventsOf(desk.table, 'case', id)) as readonly { type: string }[]
    expect(events.filter(({ type }) => type === 'application-recommended.v1')).toHaveLength(1)
  }
})

test('C4 a list longer than one commit holds keeps every row in order', async () => {
  const numbers = Array.from({ length: 130 }, (_, n) => 100 + n)
  const applicationIds = await waiting(numbers)
  const { body } = await desk.call(taskForce, 'POST', lists, { regionCode: county, applicationIds })
  expect(body.rows).toBe(130)
  await desk.call(claims('convener'), 'POST', `${lists}/${body.listId}/sign-off`, {})
  const document = (await desk.call(taskForce, 'GET', `${lists}/${body.listId}`)).body
  expect(verifyList(document)).toMatchObject({ ok: true, rows: 130 })
  expect(new Set(document.rows.map((row: { applicationId: string }) => row.applicationId)).size).toBe(130)
}, 60_000)
