import { quotable } from '#shared/workbook/cells.ts'
import { type Cell, isBlank, type Result, refuse, type TableRow } from '#shared/workbook/tables.ts'
import { readXlsxTables } from '#shared/workbook/xlsx.ts'
import { checkUnpackedSize } from '#shared/workbook/zip.ts'
import {
  type LedgerField,
  type LedgerFields,
  ledgerColumns,
  ledgerFields,
  titleOf,
} from '../../domain/ledger-fields.ts'
import { type LedgerRow, problemAt, type RowProblem } from './decide.ts'

export const ledgerSheet = '台账'
export const maxLedgerRows = 1_000
const maxUnpackedBytes = 24 * 1024 * 1024

type Columns = readonly (readonly [LedgerField, number])[]

// Brackets and blanks differ from typist to typist; the words and the unit do not.
const plain = (cell: Cell | undefined): string =>
  String(cell ?? '')
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]/g, '')

const fieldByTitle = new Map(ledgerFields.map(field => [plain(titleOf(field)), field]))
const listed = (titles: readonly string[]): string => titles.map(title => `“${quotable(title)}”`).join('、')

const columnsOf = ({ cells }: TableRow): Result<Columns> => {
  const titles = cells.map(plain)
  const unknown = titles.filter(title => title !== '' && !fieldByTitle.has(title))
  if (unknown.length > 0)
    return refuse('columns-unknown', `不认识${listed(unknown)}，列名与单位请与下载的工作簿一致`)
  const columns = titles.flatMap((title, at) => {
    const field = fieldByTitle.get(title)
    return field ? [[field, at] as const] : []
  })
  const fields = columns.map(([field]) => field)
  const repeated = ledgerFields.filter(field => fields.indexOf(field) !== fields.lastIndexOf(field))
  if (repeated.length > 0) return refuse('columns-repeated', listed(repeated.map(titleOf)))
  return fields.includes('referralId')
    ? { ok: true, value: columns }
    : refuse('columns-missing', listed([titleOf('referralId')]))
}

const rowOf = ({ row, cells }: TableRow, columns: Columns): LedgerRow => {
  const problems: RowProblem[] = []
  const entries = columns.flatMap(([field, at]) => {
    const cell = cells[at]
    if (cell === undefined || isBlank(cell)) return []
    const value = ledgerColumns[field].parse(cell)
    if (value !== undefined) return [[field, value] as const]
    const detail = `“${quotable(cell)}”无法识别，须为${ledgerColumns[field].expects}。`
    problems.push(problemAt(field, 'unreadable', detail))
    return []
  })
  return { row, fields: Object.fromEntries(entries) as LedgerFields, problems }
}

/** The rows of a bank's ledger workbook; the first row with something in it names the columns (E3). */
export const readLedger = async (bytes: Uint8Array): Promise<Result<readonly LedgerRow[]>> => {
  if (bytes.length === 0) return refuse('file-empty', '请求体为空，请提交工作簿本身')
  if (checkUnpackedSize(bytes, maxUnpackedBytes) === 'too-large')
    return refuse('file-too-large', `解压后超过 ${maxUnpackedBytes / 1024 / 1024} MB，拒绝读取`)
  const tables = await readXlsxTables(bytes, [ledgerSheet])
  if (!tables.ok) return tables
  const [header, ...rows] = tables.value[ledgerSheet]
  if (!header) return refuse('sheet-empty', `“${ledgerSheet}”没有列名`)
  if (rows.length > maxLedgerRows)
    return refuse('rows-too-many', `一次至多 ${maxLedgerRows} 行，现为 ${rows.length} 行，请拆成几份报送`)
  const columns = columnsOf(header)
  return columns.ok ? { ok: true, value: rows.map(row => rowOf(row, columns.value)) } : columns
}
