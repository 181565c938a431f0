import { quotable } from '#shared/workbook/cells.ts'
import { type Cell, isBlank, type Result, refuse, type TableRow } from '#shared/workbook/tables.ts'
import { type Field, moneyFields, registryColumns, requiredFields } from './columns.ts'

export type Unit = '元' | '万元'

/** Where each field stands, under which name, and in which unit its money is given. */
export type Column = { readonly at: number; readonly title: string; readonly unit?: Unit }
export type Header = {
  readonly row: number
  readonly cells: readonly Cell[]
  readonly columns: { readonly [F in Field]?: Column }
}

const fields = Object.keys(registryColumns.fields) as Field[]
const isMoney = (field: Field): boolean => (moneyFields as readonly Field[]).includes(field)

// Brackets, full-width forms, blanks and stars differ from typist to typist; the words do not.
const plain = (cell: Cell | undefined): string =>
  String(cell ?? '')
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff*]/g, '')

const unitText = /^(.+?)[[(【,:_/-]?(?:单位:?)?(十亿元|亿元|千万元|百万元|十万元|万元|千元|百元|元)[\])】]?$/

const fieldOf = (name: string): Field | undefined =>
  fields.find(field => (registryColumns.fields[field] as readonly string[]).includes(name))

type Found = { readonly field: Field; readonly unit?: string }

const recognise = (title: string): Found | undefined => {
  const field = fieldOf(title)
  if (field) return { field }
  const [, base = '', unit = ''] = unitText.exec(title) ?? []
  const money = fieldOf(base)
  return money && isMoney(money) ? { field: money, unit } : undefined
}

const isUnit = (unit: string | undefined): unit is Unit => unit === '元' || unit === '万元'
const list = (names: readonly string[]): string => names.map(name => `“${quotable(name)}”`).join('、')

const separators = [
  [';', '分号'],
  ['；', '全角分号'],
  ['\t', '制表符'],
  ['|', '竖线'],
] as const

/** A table parted by something else than commas comes as one cell a row. */
const otherSeparator = (cells: readonly Cell[]): string | undefined => {
  const [only, ...more] = cells.filter(cell => !isBlank(cell))
  if (typeof only !== 'string' || more.length > 0) return undefined
  return separators.find(([sign]) => {
    const titles = only.split(sign)
    return titles.length > 1 && titles.some(title => recognise(plain(title))?.field === 'uscc')
  })?.[1]
}

/** The header stands in the first rows, under at most a title; it is the row that names the code. */
export const isHeader = ({ cells }: TableRow): boolean =>
  otherSeparator(cells) !== undefined ||
  (cells.some(cell => recognise(plain(cell))?.field === 'uscc') &&
    cells.filter(cell => !isBlank(cell)).length > 1)

/** Reads the names of the columns by the mapping; nothing is guessed from the values (B1, B6). */
export const readHeader = ({ row, cells }: TableRow): Result<Header> => {
  const separator = otherSeparator(cells)
  if (separator)
    return refuse('csv-unreadable', `各列以${separator}隔开，须以逗号隔开，请另存为“CSV UTF-8（逗号分隔）”`)
  const titles = cells.map(plain)
  const found = titles.map(recognise)
  const unknown = titles.filter(
    (title, at) =>
      title !== '' && !found[at] && !(registryColumns.unread as readonly string[]).includes(title),
  )
  if (unknown.length > 0) return refuse('columns-unknown', `不认识${list(unknown)}，请改用规定的列名或删去`)
  const present = found.flatMap(each => each?.field ?? [])
  const missing = requiredFields.filter(field => !present.includes(field))
  if (missing.length > 0)
    return refuse('columns-missing', `缺少${list(missing.map(field => registryColumns.fields[field][0]))}`)
  const repeated = fields.filter(field => present.indexOf(field) !== present.lastIndexOf(field))
  if (repeated.length > 0)
    return refuse(
      'columns-repeated',
      `${list(repeated.map(field => registryColumns.fields[field][0]))}由多列给出，请只留一列`,
    )
  const oddUnit = titles.filter((_, at) => found[at]?.unit !== undefined && !isUnit(found[at]?.unit))
  if (oddUnit.length > 0) return refuse('unit-unknown', `${list(oddUnit)}，单位只能是元或万元`)
  const columns = found.flatMap((each, at) => {
    if (!each) return []
    const { field, unit } = each
    return [[field, { at, title: titles[at] ?? '', ...(isUnit(unit) ? { unit } : {}) }] as const]
  })
  return { ok: true, value: { row, cells, columns: Object.fromEntries(columns) } }
}
