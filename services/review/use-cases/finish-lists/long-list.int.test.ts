import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CommitTable } from '#shared/commits/table.ts'
import { isProof, verifyList, verifyPages, verifyProof } from '../../domain/verify-list.ts'
import { inParallel } from '../../parallel.ts'
import { claims, county } from '../../testing/cases.ts'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { seedReady } from '../../testing/seed.ts'

const size = 1100
const taskForce = claims('task-force')
const convener = claims('convener')
const lists = '/review/v1/recommendation-lists'

let desk: Desk
let listId = ''
beforeAll(async () => {
  desk = await openDesk()
  await inParallel([...Array(size).keys()], n =>
    seedReady(desk.table, n, n % 50 === 0 ? { keyChain: '食品饮料' } : {}),
  )
}, 60_000)
afterAll(async () => {
  await desk.stop()
})

const draft = () => desk.call(taskForce, 'POST', lists, { regionCode: county }, 'long')
const get = (path: string) => desk.call(taskForce, 'GET', `${lists}/${listId}${path}`)

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

test('C4 a long list is begun at once and is not signed before it is built', async () => {
  const begun = await draft()
  expect(begun).toMatchObject({ status: 201, body: { status: 'building', candidates: size, rows: 512 } })
  listId = begun.body.listId
  expect((await get('')).body).toMatchObject({ status: 'drafting', rows: [], totalRows: 512 })
  expect(await desk.call(convener, 'POST', `${lists}/${listId}/sign-off`, {})).toMatchObject({
    status: 409,
    body: { code: 'list-not-ready', claimed: 4, chunks: 9 },
  })
  expect((await get('/rows/A-01/proof')).status).toBe(404)
}, 60_000)

test('C4 the same request takes it further; killed in between, the clock builds the rest', async () => {
  expect((await draft()).body).toMatchObject({ status: 'building', rows: 1024 })
  await desk.refreshViews('recommendation-list', listId)
  await expect(desk.tick(stoppingAfter(desk.table, 40))).rejects.toThrow('1 lists')
  expect((await get('')).body).toMatchObject({ status: 'drafting', totalRows: 1024 })
  await desk.tick()
  await desk.refreshViews('recommendation-list', listId)
  const ready = await draft()
  expect(ready.body).toMatchObject({ status: 'ready', rows: size, leftOut: [], leftOutTotal: 0 })
  expect((await draft()).text).toBe(ready.text)
}, 60_000)

test('C4 C5 the pages of a signed list verify together, and no page passes for the whole', async () => {
  const signed = await desk.call(convener, 'POST', `${lists}/${listId}/sign-off`, {})
  expect(signed).toMatchObject({ status: 200, body: { rows: size } })
  const first = (await get('')).body
  expect(first).toMatchObject({ totalRows: size, firstRow: 0 })
  expect(first.rows).toHaveLength(1024)
  const second = (await get(`?cursor=${first.nextCursor}`)).body
  expect(second).toMatchObject({ firstRow: 1024 })
  expect(second.nextCursor).toBeUndefined()
  expect(first.rows.slice(0, 22).every((row: { keyChain?: string }) => row.keyChain)).toBe(true)
  expect(first.rows[22].keyChain).toBeUndefined()

  expect(verifyPages([second, first], first.publicKey)).toMatchObject({ ok: true, rows: size })
  expect(verifyList(first)).toMatchObject({ ok: false, problem: expect.stringContaining('只有 1024 户') })
  expect(verifyList(second)).toMatchObject({ ok: false, problem: expect.stringContaining('第 1 行') })
  expect(verifyPages([first, first, second]).ok).toBe(false)
  const cut = { ...second, rows: second.rows.slice(1) }
  expect(verifyPages([first, cut]).ok).toBe(false)
  const moved = { ...second, rows: [second.rows[1], second.rows[0], ...second.rows.slice(2)] }
  expect(verifyPages([first, moved])).toMatchObject({ ok: false, problem: expect.stringContaining('调换') })
  expect((await get('?cursor=cGFydC05OQ')).body).toMatchObject({ errors: [{ pointer: '?cursor' }] })
}, 60_000)

test('C4 each row has a proof of its own that verifies without the others', async () => {
  const { publicKey, rows } = (await get('')).body
  for (const at of [0, 1, 22, 127, 128, 1023]) {
    const id = rows[at].applicationId
    const proof = (await get(`/rows/${id}/proof`)).body
    expect(isProof(proof)).toBe(true)
    expect(proof).toMatchObject({ index: at, row: { applicationId: id } })
    expect(proof.path.length).toBeLessThanOrEqual(11)
    expect(verifyProof(proof, publicKey)).toMatchObject({ ok: true, index: at })
    expect(verifyProof({ ...proof, index: at + 1 }).ok).toBe(false)
    expect(verifyProof({ ...proof, row: { ...proof.row, name: '别家' } }).ok).toBe(false)
    expect(verifyProof({ ...proof, totalRows: size - 1 }).ok).toBe(false)
    expect(verifyProof({ ...proof, path: proof.path.slice(1) }).ok).toBe(false)
  }
  const last = await get('/rows/A-999/proof')
  expect(verifyProof(last.body)).toMatchObject({ ok: true })
  expect((await get('/rows/none/proof')).status).toBe(404)
  const elsewhere = await desk.call(
    claims('task-force', 'away', '511703'),
    'GET',
    `${lists}/${listId}/rows/A-999/proof`,
  )
  expect(elsewhere.status).toBe(403)
})

test('C4 killed in the middle of recommending, the clock makes the rest recommended, each row once', async () => {
  const dying = desk.over(stoppingAfter(desk.table, 300))
  const data = { listId, regionCode: county, digest: '', rows: size, signedOn: '2025-03-03' }
  await expect(dying.receive('recommendation-list-signed.v1', data, 'signed')).rejects.toThrow('killed')
  await desk.refreshViews('recommendation-list', listId)
  await desk.tick()
  await desk.deliverSigned(listId)
  await desk.refreshViews('recommendation-list', listId)
  expect((await desk.table.list({ pk: 'lists-unfinished', limit: 10 })) as object).toEqual({ items: [] })
  const { rows } = (await get('')).body
  await inParallel(rows.slice(0, 400), async row => {
    const events = await desk.eventsOf(desk.table, 'case', (row as { applicationId: string }).applicationId)
    const types = (events as readonly { type: string }[]).map(({ type }) => type)
    expect(types.filter(type => type === 'application-recommended.v1')).toHaveLength(1)
  })
  const view = (await desk.call(taskForce, 'GET', '/review/v1/cases/A-1099')).body
  expect(view).toMatchObject({ stage: 'recommended', listId })
}, 60_000)
