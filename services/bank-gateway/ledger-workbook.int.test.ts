import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Claims } from '#shared/testing/harness.ts'
import { type LedgerField, ledgerFields, titleOf } from './domain/ledger-fields.ts'
import { bodies } from './testing/feedback.ts'
import { bank, type Gateway, otherBank, person, startGateway } from './testing/gateway.ts'
import { bookOf, drawn, granted, type Row, rowOf, type Values } from './testing/ledger-book.ts'
import { dispatched } from './testing/referral.ts'

const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const path = '/bank/v1/ledgers/2026-03'

let g: Gateway
beforeAll(async () => {
  g = await startGateway()
})
afterAll(async () => await g?.stop())

const submit = async (bytes: Uint8Array, as: Claims = bank, type = mediaType) => {
  const answer = await g.http.send(as, 'POST', path, {
    headers: { 'content-type': type },
    body: new Uint8Array(bytes),
  })
  return { status: answer.status, body: JSON.parse(await answer.text()) }
}

const download = async (as: Claims = bank, query = '') => {
  const answer = await g.http.send(as, 'GET', `${path}${query}`)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  if (answer.status !== 200) return { status: answer.status, headers: answer.headers, rows: [], note: '' }
  const { sheets } = await readXlsx(bytes)
  const [ledger, note] = sheets
  return {
    status: answer.status,
    headers: answer.headers,
    rows: (ledger?.rows ?? []) as Row[],
    note: JSON.stringify(note?.rows),
  }
}

const typesOf = async (id: string) =>
  (await g.http.eventsOf(g.store.table, 'referral', id)).flatMap(event => {
    const { type, data } = event as { type: string; data: { type?: string } }
    return type === 'feedback-noted' ? [data.type] : []
  })

test('E3 the downloaded ledger filled in and sent back makes every feedback, once however often it is sent', async () => {
  const ids = [await g.push('A-wb-1'), await g.push('A-wb-2'), await g.push('A-wb-3')]
  const [full = '', refused = '', silent = ''] = ids
  const template = await download()
  expect(template.rows[0]).toEqual(ledgerFields.map(titleOf))
  const column = (field: LedgerField) => ledgerFields.indexOf(field)
  const filled = template.rows.slice(1).map(cells => {
    const fill = (values: Values) =>
      cells.map((cell, at) => values[ledgerFields[at] as LedgerField] ?? cell ?? null)
    const id = cells[column('referralId')]
    if (id === full) return fill({ ...granted, ...drawn })
    return id === refused
      ? fill({
          acceptedOn: '2026-03-10',
          outcome: '不予授信',
          decidedOn: '2026-03-20',
          reasonCode: '现金流',
          problem: '近六个月经营流水不足以覆盖还款',
          advice: '归集回款并补充六个月对账单后再申请',
          repairable: '是',
        })
      : cells
  })
  expect(filled.map(cells => cells[0])).toEqual(expect.arrayContaining(ids))
  const second = rowOf({ referralId: full, ...drawn, drawnFen: 10.5, drawdownNumber: 'JJ-2' })
  const bytes = await bookOf([...filled, second])
  const sent = await submit(bytes)
  expect(sent).toMatchObject({ status: 200, body: { month: '2026-03', taken: 8, rowsWithProblems: 0 } })
  const of = (id: string) => sent.body.rows.find((row: { referralId: string }) => row.referralId === id)
  expect(of(full)).toMatchObject({
    status: 'drawn',
    taken: ['accepted', 'contacted', 'materials-completed', 'granted', 'drawn'],
  })
  expect(of(refused)).toMatchObject({ status: 'refused', taken: ['accepted', 'refused'] })
  expect(of(silent)).toMatchObject({ status: 'offered', taken: [], problems: [] })

  const { body } = await g.http.call(bank, 'GET', `/bank/v1/referrals/${full}`)
  expect(body).toMatchObject({
    grant: { lineFen: 40_000_000, rateBp: 385, termMonths: 12, collateral: 'credit', firstLoan: true },
    credit: { drawnFen: 25_500_000 },
  })
  const before = await typesOf(full)
  expect(before).toEqual(['accepted', 'contacted', 'materials-completed', 'granted', 'drawn', 'drawn'])
  const again = await submit(bytes)
  expect(again.body).toMatchObject({ taken: 0, rowsWithProblems: 0 })
  expect(await typesOf(full)).toEqual(before)

  // What was just recorded stands in the next download, and that file sent back says nothing new either.
  for (const id of ids) await g.http.refreshViews('referral', id)
  const next = await download()
  const rowsOfFull = next.rows.filter(cells => cells[0] === full)
  expect(rowsOfFull).toHaveLength(2)
  expect(rowsOfFull[0]?.[column('lineFen')]).toBe(40)
  expect(rowsOfFull[0]?.[column('status')]).toBe('已放款')
  expect(rowsOfFull[1]?.[column('drawnFen')]).toBe(10.5)
  expect((await submit(await bookOf(next.rows.slice(1)))).body).toMatchObject({
    taken: 0,
    rowsWithProblems: 0,
  })
})

test('E3 two sendings at once record each feedback once', async () => {
  const id = await g.push('A-wb-race')
  const bytes = await bookOf([rowOf({ referralId: id, ...granted, ...drawn })])
  const answers = await Promise.all([submit(bytes), submit(bytes), submit(bytes)])
  for (const { body } of answers) expect(body.rows).toMatchObject([{ status: 'drawn', problems: [] }])
  expect(await typesOf(id)).toEqual(['accepted', 'contacted', 'materials-completed', 'granted', 'drawn'])
})

test('E3 a bad row is said with its row, its column and what would be right, and sinks no other', async () => {
  const id = await g.push('A-wb-bad')
  const good = await g.push('A-wb-good')
  const foreign = await g.push('A-wb-foreign', 'other-bank')
  const rows = [
    rowOf({ referralId: id, ...granted, rateBp: '3.855', collateral: '口头' }),
    rowOf({ referralId: foreign, acceptedOn: '2026-03-10' }),
    rowOf({ referralId: 'x'.repeat(5_000), acceptedOn: '2026-03-10' }),
    rowOf({ acceptedOn: '2026-03-10' }),
    rowOf({ referralId: good, acceptedOn: '2026-03-10' }),
    rowOf({ referralId: good, contactedOn: '2026-04-02' }),
    rowOf({ referralId: good, uscc: '91511702MA6A00031Y', contactedOn: '2026-03-11' }),
    rowOf({ referralId: good, acceptedOn: '2026-03-11' }),
    rowOf({ referralId: good, decidedOn: '2026-03-20' }),
    rowOf({ referralId: good, outcome: '不予授信', decidedOn: '2026-03-20', reasonCode: '现金流' }),
    rowOf({ referralId: good, ...drawn }),
  ]
  const { body } = await submit(await bookOf(rows))
  const problems = body.rows.map((row: { row: number; problems: { column: string; code: string }[] }) => [
    row.row,
    ...row.problems.map(({ column, code }) => `${column} ${code}`),
  ])
  expect(problems).toEqual([
    [2, '年利率(%) unreadable', '担保方式 unreadable'],
    [3, '推送编号 not-found'],
    [4, '推送编号 not-found'],
    [5, '推送编号 required'],
    [6],
    [7, '对接日期 day-in-future'],
    [8, '统一社会信用代码 not-of-referral'],
    [9, '接收日期 recorded-otherwise'],
    [10, '结果 required'],
    [11, '具体问题 required', '修复建议 required', '可修复 required'],
    [12, '放款日期 not-granted'],
  ])
  expect(body.rows[0]).toMatchObject({ taken: ['accepted', 'contacted', 'materials-completed'] })
  expect(body.rows[1].problems[0].detail).toBe('没有此推送。')
  expect(body.rows[3].taken).toEqual([])
  for (const { problems: each } of body.rows)
    for (const { detail } of each) expect(detail).toMatch(/\p{Script=Han}/u)
  expect(await typesOf(foreign)).toEqual([])
  // The refused cell left nothing behind: the same day is taken once it has come.
  expect(await typesOf(good)).toEqual(['accepted'])
})

test.each([
  [
    'another unit',
    'x',
    (title: string) => title.replace('(万元)', '(元)'),
    'workbook-invalid',
    /授信额度\(元\)/,
  ],
  [
    'no number column',
    'x',
    (title: string) => (title === '推送编号' ? '' : title),
    'workbook-invalid',
    /推送编号/,
  ],
] as const)('E3 a workbook with %s is refused whole', async (_what, id, rename, code, detail) => {
  const titles = ledgerFields.map(titleOf).map(rename)
  const { status, body } = await submit(await bookOf([rowOf({ referralId: id })], titles))
  expect({ status, code: body.code }).toEqual({ status: 422, code })
  expect(body.detail).toMatch(detail)
})

test('E3 what is no workbook, too large, of another kind or of a month to come is refused and never a 500', async () => {
  const junk = new TextEncoder().encode('PK\u0003\u0004 no workbook')
  expect((await submit(junk)).body).toMatchObject({ status: 422, code: 'workbook-invalid' })
  expect((await submit(new Uint8Array())).body).toMatchObject({ status: 422, code: 'workbook-invalid' })
  expect((await submit(new Uint8Array(1_000_001))).body).toMatchObject({
    status: 413,
    code: 'body-too-large',
  })
  const json = await submit(new TextEncoder().encode('{}'), bank, 'application/json')
  expect(json.body).toMatchObject({ status: 415, code: 'unsupported-media-type' })
  expect((await g.http.call(bank, 'GET', '/bank/v1/ledgers/2026-04')).status).toBe(422)
  expect((await g.http.call(bank, 'GET', '/bank/v1/ledgers/2026-13')).status).toBe(422)
  expect((await download(bank, '?part=2')).status).toBe(404)
  const many = Array.from({ length: 1_001 }, (_, at) => rowOf({ referralId: `R-${at}` }))
  expect((await submit(await bookOf(many))).body).toMatchObject({ code: 'workbook-invalid' })
})

test('H2 H3 the export names who took it and when, holds no contact, and leaves one record with its count', async () => {
  const id = await g.push('A-wb-mark')
  await g.feed(id, bodies.accepted)
  await g.http.refreshViews('referral', id)
  const taken = await download()
  expect(taken.headers.get('content-disposition')).toMatch(/ledger-2026-03\.xlsx/)
  expect(taken.note).toContain(dispatched.bankId)
  expect(taken.note).toContain(g.deps.clock())
  expect(JSON.stringify(taken)).not.toContain(person.phone)
  const looks = await g.store.table.readAccess(`ledger:${bank.bank}:2026-03`, 10, undefined)
  if (looks === 'bad-cursor') throw new Error(looks)
  const counted = new Set(taken.rows.slice(1).map(([each]) => each)).size
  expect(looks.items.map(({ rows }) => rows)).toContain(counted)
  expect((await download(otherBank)).rows.map(([each]) => each)).not.toContain(id)
  const official: Claims = { sub: 'tf', role: 'task-force', region: '511702' }
  expect((await download(official)).status).toBe(403)
})

test('E3 what there is no time for is said so, and the same file sent again goes on from there', async () => {
  const ids = await Promise.all(Array.from({ length: 40 }, (_, at) => g.push(`A-wb-slow-${at}`)))
  const bytes = await bookOf(ids.map(referralId => rowOf({ referralId, acceptedOn: '2026-03-10' })))
  const { clock } = g.deps
  let asked = 0
  // Each look at the clock finds a second gone.
  const hurried = () => {
    asked += 1
    return new Date(Date.parse(clock()) + 1_000 * asked).toISOString()
  }
  Object.assign(g.deps, { clock: hurried })
  const first = await submit(bytes).finally(() => Object.assign(g.deps, { clock }))
  expect(first.body).toMatchObject({ taken: 17, rowsWithProblems: 23 })
  const left = first.body.rows.filter((row: { taken: string[] }) => row.taken.length === 0)
  expect(left[0].problems).toMatchObject([{ code: 'not-reached', detail: expect.stringMatching(/再次报送/) }])
  expect((await submit(bytes)).body).toMatchObject({ taken: 23, rowsWithProblems: 0 })
})
