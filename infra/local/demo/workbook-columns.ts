import { quotable } from '#shared/workbook/cells.ts'
import { type Cell, isBlank, limits, type Result, refuse, type TableRow } from '#shared/workbook/tables.ts'

export type SheetName = '名录' | '走访'

export const registryColumns = {
  uscc: '统一社会信用代码',
  name: '名称',
  kind: '主体类型',
  industryCode: '行业代码',
  staff: '从业人员',
  revenueFen: '营业收入(万元)',
  assetsFen: '资产总额(万元)',
  region: '区划代码',
  township: '乡镇街道',
  registrationStatus: '登记状态',
  legalRepresentative: '法定代表人',
  phone: '联系电话',
  source: '数据来源',
} as const

export const visitColumns = {
  uscc: '统一社会信用代码',
  visitedOn: '走访日期',
  method: '走访方式',
  visitingUnit: '走访单位',
  visitors: '走访人员',
  hasDemand: '有无融资需求',
  amountFen: '需求金额(万元)',
  termMonths: '期限(月)',
  purpose: '贷款用途',
  loanKind: '贷款类型',
  compliantOperation: '合规持续经营',
  fixedPremises: '固定经营场所',
  genuineDemand: '真实融资需求',
  goodCredit: '信用状况良好',
  lawfulUse: '用途依法合规',
  intendedBanks: '意向银行',
  currentBanks: '现有贷款银行',
  firstLoan: '是否首贷',
  keyChain: '重点产业链',
  consent: '是否同意推送',
} as const

export type NamedRow<Field extends string> = { row: number; cells: Record<Field, Cell> }

// Brackets, full-width forms and blanks differ from typist to typist; the words do not.
const plain = (header: Cell | undefined) =>
  String(header ?? '')
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]/g, '')

const list = (names: readonly string[]) => names.map(name => `“${name}”`).join('、')

/** Reads the header row and names each cell below it. */
export function nameCells<Field extends string>(
  sheet: SheetName,
  columns: Readonly<Record<Field, string>>,
  [head, ...body]: readonly TableRow[],
): Result<NamedRow<Field>[]> {
  if (head === undefined || body.length === 0) return refuse('sheet-empty', `“${sheet}”`)
  if (body.length > limits.rows) {
    return refuse('rows-too-many', `“${sheet}”有${body.length}行，一次最多${limits.rows}行，请分批导入`)
  }
  const headers = head.cells.map(plain)
  const fields = Object.keys(columns) as Field[]
  const missing = fields.filter(field => !headers.includes(columns[field])).map(field => columns[field])
  if (missing.length > 0) return refuse('columns-missing', `“${sheet}”缺少${list(missing)}`)
  const known = Object.values<string>(columns)
  const repeated = known.filter(name => headers.indexOf(name) !== headers.lastIndexOf(name))
  if (repeated.length > 0) return refuse('columns-repeated', `“${sheet}”的${list(repeated)}出现多次`)
  const unknown = headers.filter(name => name !== '' && !known.includes(name)).map(quotable)
  if (unknown.length > 0) return refuse('columns-unknown', `“${sheet}”不认识${list(unknown)}`)
  const unnamed = body.find(({ cells }) =>
    cells.some((cell, i) => !isBlank(cell) && (headers[i] ?? '') === ''),
  )
  if (unnamed) return refuse('columns-unknown', `“${sheet}”第${unnamed.row}行有数据的列没有列名`)
  const position = fields.map(field => [field, headers.indexOf(columns[field])] as const)
  const rows = body.map(({ row, cells }) => {
    const named = position.map(([field, at]) => [field, cells[at] ?? null] as const)
    return { row, cells: Object.fromEntries(named) as Record<Field, Cell> }
  })
  return { ok: true, value: rows }
}
