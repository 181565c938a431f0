import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCountyWorkbook } from './workbook.ts'
import { registryColumns } from './workbook-columns.ts'
import {
  code,
  csv,
  opened,
  problemOf,
  read,
  registryHeader,
  registryRow,
  usual,
  visitHeader,
  visitRow,
  xlsx,
} from './workbook-fixture.ts'
import { loadCountyInput } from './workbook-load.ts'

describe('a workbook that can be read', () => {
  test('B1 B3 B6 one row of each sheet', async () => {
    expect(await read()).toEqual({
      ok: true,
      problems: [],
      registry: [
        {
          sheet: '名录',
          row: 2,
          uscc: code,
          name: '澍榆岚粮油有限公司',
          kind: 'enterprise',
          industryCode: 'C1311',
          staff: 12,
          revenueFen: 320_500_000,
          assetsFen: 150_000_000,
          region: '511702001',
          township: '东城街道',
          registrationStatus: '存续',
          legalRepresentative: '陈某甲',
          phone: '19900001234',
          source: '市监',
        },
      ],
      visits: [
        {
          sheet: '走访',
          row: 2,
          uscc: code,
          visitedOn: '2024-11-25',
          method: 'on-site',
          visitingUnit: '东城街道办事处',
          visitors: ['李某乙', '王某丙'],
          hasDemand: true,
          amountFen: 50_500_000,
          termMonths: 12,
          purpose: '采购原料',
          loanKind: 'working-capital',
          criteria: {
            'compliant-operation': 'met',
            'fixed-premises': 'met',
            'genuine-demand': 'met',
            'good-credit': 'to-be-checked',
            'lawful-use': 'not-met',
          },
          intendedBanks: ['甲银行', '乙银行'],
          currentBanks: [],
          firstLoan: true,
          keyChain: '',
          consent: true,
        },
      ],
    })
  })

  test('header order, blanks and full-width brackets do not matter', async () => {
    const header = registryHeader.map(name => ` ${name.replace('(', '（').replace(')', '）')}　`)
    const shuffled = await read({ 名录: [header.toReversed(), registryRow().toReversed()] })
    expect(opened(shuffled).registry).toEqual(opened(await read()).registry)
  })

  test('rows keep the number Excel shows, blank rows and a blank first line included', async () => {
    const blank = registryHeader.map(() => null)
    const spaces = registryHeader.map(() => ' 　')
    const sheet = [blank, registryHeader, registryRow(), blank, spaces, registryRow({ name: '砚桉湄商行' })]
    expect(opened(await read({ 名录: sheet })).registry.map(row => row.row)).toEqual([3, 6])
    const asText = { kind: 'csv', registry: csv(sheet), visits: csv(usual.走访) } as const
    expect(opened(await readCountyWorkbook(asText)).registry.map(row => row.row)).toEqual([3, 6])
  })

  test('a bad row is named by its row number and stops none of the others', async () => {
    const rows = [
      registryRow(),
      registryRow({ staff: '约二十人', kind: '不详' }),
      registryRow({ uscc: null }),
      registryRow(),
    ]
    const visits = [visitRow({ amountFen: '面议' }), visitRow({ visitedOn: '年底' }), visitRow()]
    const workbook = opened(await read({ 名录: [registryHeader, ...rows], 走访: [visitHeader, ...visits] }))
    expect(workbook.registry.map(row => row.row)).toEqual([2, 5])
    expect(workbook.visits.map(row => row.row)).toEqual([4])
    expect(workbook.problems.map(({ sheet, code, detail }) => [sheet, code, detail])).toEqual([
      ['名录', 'value-unreadable', '第3行“主体类型”无法识别：“不详”'],
      ['名录', 'value-unreadable', '第3行“从业人员”无法识别：“约二十人”'],
      ['名录', 'value-missing', '第4行“统一社会信用代码”为空'],
      ['走访', 'value-unreadable', '第2行“需求金额(万元)”无法识别：“面议”'],
      ['走访', 'value-unreadable', '第3行“走访日期”无法识别：“年底”'],
    ])
  })

  test('H3 no message repeats an ID-card number, wherever it stands', async () => {
    const id = '519999190001010013'
    for (const field of Object.keys(registryColumns) as (keyof typeof registryColumns)[]) {
      const workbook = await read({ 名录: [registryHeader, registryRow({ [field]: id })] })
      const numeric = await read({ 名录: [registryHeader, registryRow({ [field]: Number(id) })] })
      const asHeader = await read({ 名录: [[...registryHeader, id], registryRow()] })
      const said = [opened(workbook).problems, opened(numeric).problems, problemOf(asHeader)]
      expect(JSON.stringify(said)).not.toContain(id.slice(0, 12))
    }
    const lost = opened(await read({ 名录: [registryHeader, registryRow({ uscc: Number(id) })] }))
    expect(lost.problems[0]?.detail).toBe(
      '第2行“统一社会信用代码”被存成了数值，末几位已丢失，请设为文本后重新填写',
    )
  })
})

describe('.csv', () => {
  const table = { registry: csv(usual.名录), visits: csv(usual.走访) }

  test('UTF-8 with and without a mark gives what the workbook gives', async () => {
    const expected = await read()
    const bytes = { registry: Buffer.from(`\ufeff${table.registry}`), visits: Buffer.from(table.visits) }
    expect(await readCountyWorkbook({ kind: 'csv', ...table })).toEqual(expected)
    expect(await readCountyWorkbook({ kind: 'csv', ...bytes })).toEqual(expected)
  })

  test('GB18030, which Excel writes on Chinese systems, gives the same', async () => {
    const bytes = { registry: toGb18030(table.registry), visits: toGb18030(table.visits) }
    expect(bytes.registry.length).toBeLessThan(Buffer.from(table.registry).length)
    expect(await readCountyWorkbook({ kind: 'csv', ...bytes })).toEqual(await read())
  })

  test('open quotes and unknown encodings are refused', async () => {
    const broken = await readCountyWorkbook({ kind: 'csv', ...table, registry: `${table.registry}\r\n"x,y` })
    const binary = await readCountyWorkbook({
      kind: 'csv',
      ...table,
      registry: Uint8Array.of(0xff, 0xfe, 0, 0x31),
    })
    expect([problemOf(broken)?.code, problemOf(binary)?.code]).toEqual(['csv-unreadable', 'csv-unreadable'])
  })
})

describe('from disk', () => {
  test('a workbook, a folder of two .csv, and what is neither', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'county-'))
    try {
      await writeFile(join(folder, 'county.xlsx'), await xlsx(usual))
      await writeFile(join(folder, '名录.csv'), csv(usual.名录))
      expect(problemOf(await loadCountyInput(folder))).toMatchObject({
        code: 'file-missing',
        detail: expect.stringContaining('走访.csv'),
      })
      await writeFile(join(folder, '走访.csv'), csv(usual.走访))
      expect(await loadCountyInput(folder)).toEqual(await loadCountyInput(join(folder, 'county.xlsx')))
      expect(problemOf(await loadCountyInput(join(folder, '名录.csv')))?.code).toBe('file-kind-unknown')
      expect(problemOf(await loadCountyInput(join(folder, 'absent.xlsx')))?.code).toBe('file-missing')
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

/** Node decodes GB18030 and does not encode it: its two-byte part, turned round. */
function toGb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030')
  const pairs = new Map<string, [number, number]>()
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) pairs.set(decoder.decode(Uint8Array.of(high, low)), [high, low])
  }
  return Uint8Array.from([...text].flatMap(c => (c < '\u0080' ? [c.charCodeAt(0)] : (pairs.get(c) ?? []))))
}
