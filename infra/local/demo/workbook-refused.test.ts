import { describe, expect, test } from 'vitest'
import { limits } from '#shared/workbook/tables.ts'
import { readCountyWorkbook } from './workbook.ts'
import {
  csv,
  problemOf,
  read,
  registryHeader,
  registryRow,
  type Sheets,
  usual,
  visitHeader,
  visitRow,
  xlsx,
} from './workbook-fixture.ts'

describe('what is refused as a whole', () => {
  test.each<[string, Sheets, string]>([
    ['columns-missing', { 名录: [registryHeader.slice(1), registryRow().slice(1)] }, '“统一社会信用代码”'],
    [
      'columns-unknown',
      {
        走访: [
          [...visitHeader, '备注'],
          [...visitRow(), 'x'],
        ],
      },
      '“备注”',
    ],
    [
      'columns-unknown',
      {
        走访: [
          [...visitHeader, null],
          [...visitRow(), 'x'],
        ],
      },
      '第2行',
    ],
    ['columns-repeated', { 名录: [[...registryHeader, '名称'], registryRow()] }, '“名称”'],
    ['sheet-empty', { 名录: [] }, '“名录”'],
    ['sheet-empty', { 走访: [visitHeader] }, '“走访”'],
  ])('%s', async (code, sheets, said) => {
    const problem = problemOf(await read(sheets))
    expect(problem?.code).toBe(code)
    expect(problem?.detail).toContain(said)
  })

  test('a missing sheet is named', async () => {
    const bytes = await xlsx({ 名录: usual.名录, 说明: [['x']] })
    expect(problemOf(await readCountyWorkbook({ kind: 'xlsx', bytes }))).toEqual({
      code: 'sheet-missing',
      detail: '缺少工作表：“走访”',
    })
  })

  test('more than 50,000 rows', async () => {
    const registry = csv([registryHeader, ...Array.from({ length: limits.rows + 1 }, () => registryRow())])
    const problem = problemOf(await readCountyWorkbook({ kind: 'csv', registry, visits: csv(usual.走访) }))
    expect(problem?.code).toBe('rows-too-many')
  })

  test.each<[string, (good: Uint8Array) => Uint8Array]>([
    ['file-empty', () => new Uint8Array()],
    ['file-too-large', () => new Uint8Array(limits.bytes + 1)],
    ['workbook-old-or-encrypted', () => Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)],
    ['workbook-unreadable', () => Buffer.from('<html>not a workbook</html>')],
    ['workbook-unreadable', () => Buffer.from('PK\u0003\u0004 and nothing more')],
    ['workbook-unreadable', good => good.subarray(0, good.length / 2)],
    ['workbook-unreadable', good => withSize(good, 10)],
    ['file-too-large', good => withSize(good, 0x7fffffff)],
    ['file-too-large', good => withSize(good, 0)],
  ])('%s', async (code, make) => {
    const bytes = make(await xlsx(usual))
    expect(problemOf(await readCountyWorkbook({ kind: 'xlsx', bytes }))?.code).toBe(code)
  })
})

/** The same file with another unpacked size in the zip's directory for its largest part. */
function withSize(good: Uint8Array, size: number): Uint8Array {
  const bytes = Uint8Array.from(good)
  const view = new DataView(bytes.buffer)
  const entries = [...bytes.keys()].filter(
    at => at + 46 <= bytes.length && view.getUint32(at, true) === 0x02014b50,
  )
  const sizeOf = (at: number) => view.getUint32(at + 24, true)
  const largest = entries.reduce((a, b) => (sizeOf(a) > sizeOf(b) ? a : b))
  view.setUint32(largest + 24, size, true)
  return bytes
}
