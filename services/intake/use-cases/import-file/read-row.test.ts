import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cell } from '#shared/workbook/tables.ts'
import { registryColumns } from './columns.ts'
import { type Header, isHeader, readHeader } from './header.ts'
import { readRow } from './read-row.ts'

const titles = ['统一社会信用代码', '名称', '主体类型', '行业代码', '登记状态']
const values: readonly Cell[] = ['91350100M000100Y43', '达州澍榆食品有限公司', '企业', 'C1311', '存续']
const defaults = { regionCode: '511702', source: 'statistics' } as const

const headerOf = (...further: readonly string[]) => readHeader({ row: 1, cells: [...titles, ...further] })
const header = (...further: readonly string[]): Header => {
  const read = headerOf(...further)
  if (!read.ok) throw new Error(read.problem.detail)
  return read.value
}
const rowOf = (further: Readonly<Record<string, Cell>>) =>
  readRow(
    header(...Object.keys(further)),
    { row: 2, cells: [...values, ...Object.values(further)] },
    defaults,
  )
const targetOf = (further: Readonly<Record<string, Cell>>) => {
  const read = rowOf(further)
  return read.ok ? read.target : read.details
}

describe('columns', () => {
  test('B1 every name of the mapping means one field', () => {
    const names = [...Object.values(registryColumns.fields).flat(), ...registryColumns.unread]
    expect(new Set(names).size).toBe(names.length)
    for (const [field, variants] of Object.entries(registryColumns.fields))
      for (const variant of variants) {
        const others = titles.filter(title => !(variants as readonly string[]).includes(title))
        const read = readHeader({ row: 1, cells: [...others, ` ${variant.replace('(', '（')} *`] })
        expect(read.ok ? read.value.columns : {}).toHaveProperty(field)
      }
  })

  test('B1 a title line is no header', () => {
    expect(isHeader({ row: 1, cells: ['统一社会信用代码清单', '', ''] })).toBe(false)
    expect(isHeader({ row: 1, cells: ['统一社会信用代码', null] })).toBe(false)
    expect(isHeader({ row: 1, cells: titles })).toBe(true)
  })

  test('B1 a table parted by something else than commas is told so, also under a title', () => {
    for (const [sign, said] of [
      [';', '分号'],
      ['\t', '制表符'],
      ['|', '竖线'],
    ] as const) {
      const row = { row: 3, cells: [titles.join(sign)] }
      const read = readHeader(row)
      expect(isHeader(row)).toBe(true)
      expect(read.ok ? '' : read.problem.detail).toContain(`各列以${said}隔开`)
    }
    expect(isHeader({ row: 1, cells: ['名录；统一社会信用代码须为 18 位'] })).toBe(false)
  })

  test('B6 only 元 and 万元 are units, however they are written', () => {
    for (const [title, unit] of [
      ['营业收入(元)', '元'],
      ['营业收入（万元）', '万元'],
      ['营业收入/万元', '万元'],
      ['营业收入（单位：元）', '元'],
      ['年营业收入_万元', '万元'],
      ['营业收入', undefined],
    ] as const)
      expect(header(title).columns.revenueFen?.unit).toBe(unit)
    for (const title of ['营业收入(千元)', '资产总额（亿元）', '营业收入(百万元)']) {
      const read = headerOf(title)
      expect(read.ok ? 'ok' : read.problem.code).toBe('unit-unknown')
    }
  })

  test('H3 no complaint of a header repeats a long number', () => {
    const read = headerOf('519999199001010017')
    expect(read.ok ? '' : read.problem.detail).not.toContain('19900101')
  })
})

describe('money', () => {
  test('B6 the unit is the column’s or the cell’s own, and is never guessed', () => {
    const read = (title: string, cell: Cell) => {
      const target = targetOf({ [title]: cell })
      return 'revenueFen' in target ? target.revenueFen : target
    }
    expect(read('营业收入(元)', '1,234.56')).toBe(123_456)
    expect(read('营业收入(万元)', 0.5)).toBe(500_000)
    expect(read('营业收入', '０．５万元')).toBe(500_000)
    expect(read('营业收入(万元)', '50万')).toBe(50_000_000)
    expect(read('营业收入(元)', '￥50元')).toBe(5_000)
    expect(read('营业收入', 50)).toEqual([expect.stringContaining('没有写明单位')])
    expect(read('营业收入(元)', '50万')).toEqual([expect.stringContaining('单位与列名的元不一致')])
    expect(read('营业收入(万元)', '50元')).toEqual([expect.stringContaining('不一致')])
    expect(read('营业收入(元)', 0.001)).toEqual([expect.stringContaining('无法识别')])
    expect(read('营业收入(元)', -1)).toEqual(['“营业收入(元)”营业收入不得为负'])
  })

  test('B6 whole fen written in either unit are read back exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000_000 }), fen => {
        const decimal = (places: number) => {
          const digits = String(fen).padStart(places + 1, '0')
          return `${digits.slice(0, -places)}.${digits.slice(-places)}`
        }
        expect(targetOf({ '营业收入(元)': decimal(2), '资产总额(万元)': decimal(6) })).toMatchObject({
          revenueFen: fen,
          assetsFen: fen,
        })
      }),
      { numRuns: 500 },
    )
  })
})

describe('rows', () => {
  test('B1 what the row does not say, the request says; what it says stands', () => {
    expect(targetOf({})).toMatchObject({ regionCode: '511702', source: 'statistics' })
    expect(targetOf({ '乡镇（街道）代码': '511702001' })).toMatchObject({ townshipCode: '511702001' })
    expect(targetOf({ 区划代码: 511_702, 乡镇: '东城', 数据来源: '市监局' })).toMatchObject({
      townshipCode: expect.stringMatching(/^511702\d{3}$/),
      source: 'market-regulator',
    })
  })

  test('B1 words of a registry that mean nothing known are asked about, all of a row at once', () => {
    const read = readRow(
      header('数据来源', '联系电话'),
      { row: 2, cells: ['', null, '不详', 1311, '待查', '某处', '见附件'] },
      defaults,
    )
    expect(read).toEqual({
      ok: false,
      details: [
        '“统一社会信用代码”为空',
        '“名称”为空',
        '“主体类型”无法识别：“不详”',
        '“登记状态”无法识别：“待查”',
        '“数据来源”无法识别：“某处”',
      ],
    })
  })

  test('H3 whatever cell holds an ID number, no complaint repeats it', () => {
    const id = '519999199001010017'
    for (const at of [...values.keys(), 5, 6, 7, 8]) {
      const cells = [...values, '1', '东城街道', '陈某甲', '19900000001'].map((cell, i) =>
        i === at ? id : cell,
      )
      const read = readRow(header('营业收入(元)', '乡镇', '法定代表人', '电话'), { row: 2, cells }, defaults)
      expect(JSON.stringify(read.ok ? [] : read.details)).not.toContain(id.slice(6, 14))
    }
  })
})
