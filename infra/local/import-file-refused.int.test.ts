import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { header, office, openDesk, row, xlsxOf } from './testing/import-desk.ts'

let desk: Awaited<ReturnType<typeof openDesk>>
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

describe('files that are refused whole', () => {
  const cases: readonly (readonly [string, () => Promise<Uint8Array> | Uint8Array, object, RegExp])[] = [
    ['columns-unknown', () => xlsxOf([[...header, '神秘列'], row(1)]), {}, /“神秘列”/],
    ['columns-missing', () => xlsxOf([header.slice(0, 9), row(1)]), {}, /“登记状态”/],
    ['columns-repeated', () => xlsxOf([[...header, '营业收入(元)'], row(1)]), {}, /“营业收入”由多列给出/],
    [
      'unit-unknown',
      () => xlsxOf([[...header.slice(0, 6), '营业收入(千元)', ...header.slice(7)], row(1)]),
      {},
      /元或万元/,
    ],
    ['sheet-empty', () => xlsxOf([header]), {}, /只有表头/],
    ['workbook-unreadable', () => Buffer.from('not a workbook'), {}, /xlsx/],
    ['csv-unreadable', () => Buffer.from(`${header.join(',')}\r\n"x,y`), { kind: 'csv' }, /引号不成对/],
    [
      'rows-too-many',
      () => Buffer.from(`${header.join(',')}\r\n${'1\r\n'.repeat(50_001)}`),
      { kind: 'csv' },
      /50001行/,
    ],
  ]
  test.each(cases)('B1 %s is told to its sender, and no row is taken', async (code, bytes, given, words) => {
    const said = await desk.imported(await bytes(), given)
    expect(said).toMatchObject({ status: 'failed', handledRows: 0, problem: { code } })
    expect(said.problem.detail).toMatch(words)
  })

  test('B6 money in a column without a unit sends the row back; a cell that says its own is read', async () => {
    const bare = header.map(title => (title.startsWith('营业收入') ? '营业收入' : title))
    const said = await desk.imported(
      await xlsxOf([bare, row(30_001, { 6: 320 }), row(30_002, { 6: '320万元' })]),
    )
    expect(said.counts).toMatchObject({ listed: 1, refused: 1 })
    expect(said.errors).toEqual([{ row: 2, detail: expect.stringContaining('“营业收入”没有写明单位') }])
  })

  test('A2 rows outside the sender’s region are sent back', async () => {
    const said = await desk.imported(
      await xlsxOf([
        [...header, '区划代码'],
        [...row(30_003, { 8: null }), '511703'],
      ]),
    )
    expect(said.counts).toMatchObject({ refused: 1 })
    expect(said.errors[0].detail).toContain('不在您的管辖范围')
  })
})

describe('the door', () => {
  const wish = { fileName: '名录.xlsx', kind: 'xlsx', sizeBytes: 10, regionCode: '511702', source: 'tax' }

  test('B1 the same key answers the same bytes, address included; another body is refused', async () => {
    const first = await desk.request(wish, office, 'k-1')
    desk.time.now = () => '2026-03-02T04:11:00.000Z'
    const again = await desk.request(wish, office, 'k-1')
    expect(again.text).toBe(first.text)
    expect(first.body.uploadUrl).toMatch(/SignedHeaders=content-length%3Bhost/)
    const other = await desk.request({ ...wish, sizeBytes: 11 }, office, 'k-1')
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused'])
  })

  test('B1 bad requests are told field by field in Chinese', async () => {
    const bad = { ...wish, kind: 'pdf', sizeBytes: 20 * 1024 * 1024 + 1, source: 'x' }
    const said = await desk.request(bad)
    expect(said.status).toBe(422)
    expect(said.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([
      '/kind',
      '/sizeBytes',
      '/source',
    ])
    for (const { detail } of said.body.errors) expect(detail).toMatch(/\p{Script=Han}/u)
    const beyond = await desk.request({ ...wish, regionCode: '511703' })
    expect([beyond.status, beyond.body.code]).toEqual([403, 'outside-region'])
  })

  test('H3 an import is seen and started by its own office alone, and only once its file is there', async () => {
    const { body } = await desk.request(wish)
    const colleague = { ...office, sub: 'other', org: 'org-other' }
    for (const answer of [
      await desk.progress(body.importId, colleague),
      await desk.start(body.importId, colleague),
    ])
      expect([answer.status, answer.body.code]).toEqual([404, 'not-found'])
    expect((await desk.progress('imp-none')).status).toBe(404)
    const early = await desk.start(body.importId)
    expect([early.status, early.body.code]).toEqual([409, 'file-not-uploaded'])
    await desk.put(body.uploadUrl, Buffer.from('eleven byte'))
    expect((await desk.start(body.importId)).body.code).toBe('file-size-differs')
    await desk.put(body.uploadUrl, Buffer.from('ten bytes.'))
    expect((await desk.start(body.importId)).status).toBe(200)
    expect((await desk.start(body.importId)).body.status).toBe('running')
    expect((await desk.request(wish, { ...office, role: 'township' })).status).toBe(403)
  })

  test('B1 a file of 20 MB goes through the signed address', async () => {
    const large = Buffer.concat([
      Buffer.from(`${header.join(',')}\r\n`),
      Buffer.alloc(20 * 1024 * 1024 - 1_000, ' '),
    ])
    const said = await desk.imported(large, { kind: 'csv' })
    expect(said).toMatchObject({ status: 'failed', problem: { code: 'sheet-empty' } })
  })
})
