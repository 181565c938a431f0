import { type CellValue, readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { load } from '#shared/commits/execute.ts'
import type { Deps } from '../../services/intake/deps.ts'
import { entityDefinition } from '../../services/intake/domain/entity.ts'
import { codeOf, header, openDesk, row, xlsxOf } from './testing/import-desk.ts'

const idNumber = '519999199001010017'

let desk: Awaited<ReturnType<typeof openDesk>>
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

const fetchSheet = async (url: string): Promise<CellValue[][]> => {
  const answer = await fetch(url)
  expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('错误清单'))
  const book = await readXlsx(new Uint8Array(await answer.arrayBuffer()))
  return book.sheets[0]?.rows ?? []
}

/** What is wrong with every tenth row, and the words its sender reads. */
const faults: readonly (readonly [Record<number, CellValue>, RegExp])[] = [
  [{ 1: idNumber }, /“统一社会信用代码”疑似填入了居民身份证号码/],
  [{ 1: '91511702MA000000' }, /^“统一社会信用代码”统一社会信用代码应为18位，实为16位/],
  [{ 2: null }, /^“企业名称”为空$/],
  [{ 3: '不详' }, /^“市场主体类型”无法识别：“不详”$/],
  [{ 4: 'Z9999' }, /^“国民经济行业代码”行业代码须为/],
  [{ 6: '约三百' }, /^“营业收入\(万元\)”无法识别：“约三百”$/],
  [{ 7: '150万元' }, /^“资产总计\(元\)”单元格的单位与列名的元不一致$/],
  [{ 8: '不存在街道' }, /^“乡镇\(街道\)”不是 511702 的乡镇（街道）：“不存在街道”$/],
  [{ 9: '情况不明', 11: 'abc' }, /^“经营状态”无法识别：“情况不明”$/],
  [{ 11: '见附件' }, /^“手机号码”联系电话须为数字/],
]
const faultOf = (n: number) => faults[Math.floor(n / 10) % faults.length] ?? faults[0]

describe('a deliberately bad file of 5,000 rows', () => {
  test('B1 B6 H3 its good rows are in, its bad ones come back in a sheet, and that sheet corrected is taken', async () => {
    const rows = Array.from({ length: 5_000 }, (_, n) => row(n, n % 10 === 3 ? faultOf(n)?.[0] : {}))
    const said = await desk.imported(await xlsxOf([['达州市通川区市场主体名录'], [], header, ...rows]))
    expect(said).toMatchObject({
      status: 'finished',
      totalRows: 5_000,
      handledRows: 5_000,
      counts: { listed: 4_500, merged: 0, dropped: 0, 'awaiting-confirmation': 0, refused: 500 },
    })
    expect(said.errors).toHaveLength(200)
    expect(said.errors[0].row).toBe(7)
    expect(JSON.stringify(said)).not.toContain(idNumber)

    const [top = [], ...back] = await fetchSheet(said.errorSheetUrl)
    expect(top).toEqual([...header, '原行号', '错误说明'])
    expect(back).toHaveLength(500)
    for (const [at, line] of back.entries()) {
      const n = 10 * at + 3
      expect(line[0]).toBe(n)
      expect(line[12]).toBe(n + 4)
      expect(String(line[13])).toMatch(faultOf(n)?.[1] ?? /$^/)
    }
    expect(JSON.stringify(back)).not.toContain(idNumber)

    const mended = back.map((line, at) => [...row(10 * at + 3), line[12] ?? null, line[13] ?? null])
    const again = await desk.imported(await xlsxOf([top, ...mended]))
    expect(again).toMatchObject({ status: 'finished', counts: { listed: 500, refused: 0 }, errors: [] })
    expect(again).not.toHaveProperty('errorSheetUrl')
    const { state } = await load(desk.deps.table, entityDefinition, codeOf(13))
    expect(state.status === 'unknown' ? state : state.registry.claims.assetsFen?.[0]?.value).toBe(150_000_000)
    expect(state.status === 'unknown' ? state : state.registry.claims.revenueFen?.[0]?.value).toBe(
      320_500_000,
    )
  }, 120_000)

  test('B1 a second directory merges into the same entities, each value with its source', async () => {
    const tax = ['纳税人识别号', '纳税人名称', '登记注册类型', '行业代码', '纳税人状态', '营业收入/元']
    const bytes = Buffer.from(
      [
        tax,
        [codeOf(1), '达州澍榆第1商贸有限公司', '有限责任公司', 'F5211', '正常', '3,000,000.5'].map(
          c => `"${c}"`,
        ),
      ]
        .map(line => line.join(','))
        .join('\r\n'),
    )
    const said = await desk.imported(bytes, { kind: 'csv', fileName: '税务.csv', source: 'tax' })
    expect(said.counts).toMatchObject({ merged: 1, refused: 0 })
    const { state } = await load(desk.deps.table, entityDefinition, codeOf(1))
    const claims = state.status === 'unknown' ? [] : (state.registry.claims.revenueFen ?? [])
    expect(claims.map(({ source, value }) => [source, value])).toEqual([
      ['market-regulator', 320_500_000],
      ['tax', 300_000_050],
    ])
  })
})

describe('a killed import', () => {
  test('B1 goes on at the row where it was and takes no row twice, whoever else is at it', async () => {
    const rows = Array.from({ length: 1_600 }, (_, n) => row(10_000 + n, n === 1_200 ? { 2: null } : {}))
    const { importId } = await desk.upload(await xlsxOf([header, ...rows]))
    await desk.start(importId)
    let calls = 0
    const { table } = desk.deps
    // Breaks off in the middle of the third range, after some of its rows.
    const dying: Deps = {
      ...desk.deps,
      table: {
        ...table,
        append: async (commit, alongside) => {
          calls += 1
          if (calls > 1_250) throw new Error('killed')
          return await table.append(commit, alongside)
        },
      },
    }
    await expect(desk.runSchedule(importId, dying)).rejects.toThrow('did not go on')
    expect((await desk.progress(importId)).body).toMatchObject({ status: 'running', handledRows: 1_000 })

    let minutes = 0
    desk.time.now = () => new Date(Date.parse('2026-03-02T04:05:00.000Z') + 15_000 * minutes++).toISOString()
    await desk.runSchedule(importId)
    const cutOff = (await desk.progress(importId)).body
    expect(cutOff.status).toBe('running')
    desk.time.now = () => '2026-03-02T04:10:00.000Z'
    await Promise.all([desk.runSchedule(importId), desk.runSchedule(importId)])
    expect((await desk.progress(importId)).body).toMatchObject({
      status: 'finished',
      handledRows: 1_600,
      counts: { listed: 1_599, refused: 1 },
    })
    for (const n of [10_000, 11_100, 11_249, 11_599])
      expect((await load(table, entityDefinition, codeOf(n))).version).toBe(1)
  }, 120_000)

  test('B1 a file that is replaced after the start is not taken', async () => {
    const { importId, uploadUrl } = await desk.upload(await xlsxOf([header, row(20_000)]))
    await desk.start(importId)
    await desk.put(uploadUrl, await xlsxOf([header, row(20_001)]))
    await desk.runSchedule(importId)
    expect((await desk.progress(importId)).body).toMatchObject({
      status: 'failed',
      problem: { code: 'file-changed', title: '文件在导入途中被替换' },
    })
  })
})
