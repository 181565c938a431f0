import { type CellValue, writeXlsx } from 'hucre/xlsx'
import { type CountyWorkbook, readCountyWorkbook } from './workbook.ts'
import { registryColumns, visitColumns } from './workbook-columns.ts'

export const registryHeader = Object.values(registryColumns)
export const visitHeader = Object.values(visitColumns)
/** The example of GB 32100-2015. */
export const code = '91350100M000100Y43'

export const registryRow = (
  given: Partial<Record<keyof typeof registryColumns, CellValue>> = {},
): CellValue[] => {
  const usual: Record<string, CellValue> = {
    uscc: code,
    name: '澍榆岚粮油有限公司',
    kind: '企业',
    industryCode: 'C1311',
    staff: 12,
    revenueFen: 320.5,
    assetsFen: '150',
    region: '511702001',
    township: '东城街道',
    registrationStatus: '存续',
    legalRepresentative: '陈某甲',
    phone: 19900001234,
    source: '市监',
    ...given,
  }
  return Object.keys(registryColumns).map(field => usual[field] ?? null)
}

export const visitRow = (given: Partial<Record<keyof typeof visitColumns, CellValue>> = {}): CellValue[] => {
  const usual: Record<string, CellValue> = {
    uscc: code,
    visitedOn: new Date('2024-11-25T00:00:00Z'),
    method: '实地',
    visitingUnit: '东城街道办事处',
    visitors: '李某乙、王某丙',
    hasDemand: '有',
    amountFen: '50.5',
    termMonths: 12,
    purpose: '采购原料',
    loanKind: '流动资金贷款',
    compliantOperation: '是',
    fixedPremises: '√',
    genuineDemand: '是',
    goodCredit: '待核',
    lawfulUse: '否',
    intendedBanks: '甲银行、乙银行',
    currentBanks: '无',
    firstLoan: '是',
    keyChain: '否',
    consent: '是',
    ...given,
  }
  return Object.keys(visitColumns).map(field => usual[field] ?? null)
}

export type Sheets = Record<string, CellValue[][]>
export const usual = { 名录: [registryHeader, registryRow()], 走访: [visitHeader, visitRow()] }
export const xlsx = (sheets: Sheets) =>
  writeXlsx({ sheets: Object.entries(sheets).map(([name, rows]) => ({ name, rows })) })
export const read = async (sheets: Sheets = {}) =>
  readCountyWorkbook({ kind: 'xlsx', bytes: await xlsx({ ...usual, ...sheets }) })
export const csv = (rows: CellValue[][]) =>
  rows
    .map(row => row.map(cell => (cell instanceof Date ? '2024-11-25' : (cell ?? ''))).join(','))
    .join('\r\n')
export const opened = (workbook: CountyWorkbook) => {
  if (!workbook.ok) throw new Error(workbook.problem.detail)
  return workbook
}
export const problemOf = (workbook: CountyWorkbook) => (workbook.ok ? undefined : workbook.problem)
