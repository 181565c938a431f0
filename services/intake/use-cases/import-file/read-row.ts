import { parseEntityKind } from '#shared/domain/entity-kind.ts'
import { type Fen, wanYuanToFen, yuanToFen } from '#shared/domain/money.ts'
import { countyOf, isTownship } from '#shared/domain/regions.ts'
import { townshipsOf } from '#shared/domain/townships.ts'
import { parseAs } from '#shared/http/validate.ts'
import * as cells from '#shared/workbook/cells.ts'
import { type Cell, isBlank, type TableRow } from '#shared/workbook/tables.ts'
import type { Source } from '../../domain/vocabulary.ts'
import { type Target, targetSchema } from '../import-target/body.ts'
import { type Field, registryColumns } from './columns.ts'
import type { Header, Unit } from './header.ts'
import { sourceWord, statusWord } from './words.ts'

/** What the request says for rows that do not say it themselves. */
export type Defaults = { readonly regionCode: string; readonly source: Source }

export type ReadRow =
  | { readonly ok: true; readonly target: Target }
  | { readonly ok: false; readonly details: readonly string[] }

/** The unit is said by the column or in the cell; where both say it they must agree (B6). */
const readMoney = (cell: Cell, unit: Unit | undefined): Fen | 'no-unit' | 'other-unit' | undefined => {
  const text =
    typeof cell === 'number' ? cell : (cells.text(cell) ?? '').normalize('NFKC').replace(/^[¥￥]|\s/g, '')
  const [, said] = /(万元?|元)$/.exec(String(text)) ?? []
  const own: Unit | undefined = said === undefined ? undefined : said === '元' ? '元' : '万元'
  if (own && unit && own !== unit) return 'other-unit'
  const stands = own ?? unit
  if (!stands) return 'no-unit'
  const digits = typeof text === 'number' ? text : text.replace(/(万元?|元)$/, '')
  return stands === '元' ? yuanToFen(digits) : wanYuanToFen(digits)
}

const stem = (name: string): string => name.replace(/(街道办事处|街道|民族乡|镇|乡)$/, '')

/** By code or by name, with or without 镇, 乡, 街道; two that share a stem are told apart by the whole name only. */
const townshipCodeOf = (county: string, named: string): string | undefined => {
  if (isTownship(named)) return named
  const all = townshipsOf(county)
  const exact = all.filter(({ name }) => name === named)
  const near = exact.length > 0 ? exact : all.filter(({ name }) => stem(name) === stem(named))
  return near.length === 1 ? near[0]?.code : undefined
}

const titleOf = (header: Header, field: Field): string =>
  header.columns[field]?.title ?? registryColumns.fields[field][0]

/** Fields of the request and the column each came from. */
const columnOf: { readonly [field: string]: Field } = { regionCode: 'region', townshipCode: 'township' }

export const columnTitle = (header: Header, pointer: string): string => {
  const field = pointer.split('/')[1] ?? ''
  return titleOf(header, columnOf[field] ?? (field as Field))
}

/** One row as the target list takes it; every cell that cannot be read is named by its column (B1). */
export const readRow = (header: Header, { cells: row }: TableRow, defaults: Defaults): ReadRow => {
  const details: string[] = []
  const complain = (field: Field, said: string) => void details.push(`“${titleOf(header, field)}”${said}`)
  const cellOf = (field: Field): Cell => {
    const at = header.columns[field]?.at
    return at === undefined ? null : (row[at] ?? null)
  }
  const read = <T>(field: Field, parse: cells.Parse<T>): T | undefined => {
    const cell = cellOf(field)
    if (isBlank(cell)) return undefined
    const value = parse(cell)
    if (value === undefined) complain(field, `无法识别：“${cells.quotable(cell)}”`)
    return value
  }
  const required = <T>(field: Field, parse: cells.Parse<T>): T | undefined => {
    if (isBlank(cellOf(field))) complain(field, '为空')
    return read(field, parse)
  }
  const money = (field: 'revenueFen' | 'assetsFen'): Fen | undefined => {
    const cell = cellOf(field)
    if (isBlank(cell)) return undefined
    const unit = header.columns[field]?.unit
    const value = readMoney(cell, unit)
    if (typeof value === 'number') return value
    if (value === 'no-unit') complain(field, '没有写明单位，请在列名中注明元或万元，如“营业收入(万元)”')
    else if (value === 'other-unit') complain(field, `单元格的单位与列名的${unit}不一致`)
    else complain(field, `无法识别：“${cells.quotable(cell)}”`)
    return undefined
  }

  const codeCell = cellOf('uscc')
  const uscc = isBlank(codeCell) ? '' : cells.code(codeCell)
  if (uscc === '') complain('uscc', '为空')
  if (uscc === undefined) complain('uscc', '被存成了数值，末几位已丢失，请设为文本后重新填写')
  const region = read('region', cells.regionCode) ?? defaults.regionCode
  const named = read('township', cells.text)
  const county = countyOf(region)
  const townshipCode = named && county === region ? townshipCodeOf(county, named) : undefined
  if (named && county === region && !townshipCode && townshipsOf(county).length > 0)
    complain('township', `不是 ${county} 的乡镇（街道）：“${cells.quotable(named)}”`)
  const drop = <T extends object>(values: T) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
  const values = drop({
    uscc,
    name: required('name', cells.text),
    entityKind: required('entityKind', cell => parseEntityKind(cells.text(cell) ?? '')),
    industryCode: required('industryCode', cells.industryCode),
    staff: read('staff', cells.headcount),
    revenueFen: money('revenueFen'),
    assetsFen: money('assetsFen'),
    regionCode: region,
    townshipCode,
    registrationStatus: required('registrationStatus', cell => statusWord(cells.text(cell) ?? '')),
    legalRepresentative: read('legalRepresentative', cells.text),
    phone: read('phone', cells.text),
    source: read('source', cell => sourceWord(cells.text(cell) ?? '')) ?? defaults.source,
  })
  if (details.length > 0) return { ok: false, details }
  const parsed = parseAs(targetSchema, values, 'body')
  if (parsed.ok) return { ok: true, target: parsed.value }
  const errors = parsed.refusal.errors ?? []
  return {
    ok: false,
    details: errors.map(({ pointer, detail }) => `“${columnTitle(header, pointer)}”${detail}`),
  }
}
