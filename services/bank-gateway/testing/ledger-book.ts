import { type CellValue, writeXlsx } from 'hucre/xlsx'
import { type LedgerField, ledgerFields, titleOf } from '../domain/ledger-fields.ts'

export type Values = { readonly [F in LedgerField]?: CellValue }
export type Row = CellValue[]

/** A row of the ledger with these cells filled in. */
export const rowOf = (values: Values): Row => ledgerFields.map(field => values[field] ?? null)
export const bookOf = async (rows: readonly Row[], titles: readonly string[] = ledgerFields.map(titleOf)) =>
  await writeXlsx({ sheets: [{ name: '台账', rows: [[...titles], ...rows] }] })

/** Cells as different people type them. */
export const granted: Values = {
  acceptedOn: '2026-03-10',
  contactedOn: '2026/3/11',
  completedOn: new Date('2026-03-12T00:00:00Z'),
  outcome: '授信',
  decidedOn: '2026年3月20日',
  lineFen: 40,
  rateBp: '3.85',
  termMonths: 12,
  collateral: '信用',
  firstLoan: '是',
  renewalWithoutRepayment: '否',
}
export const drawn: Values = { drawnOn: '2026-03-21', drawnFen: 15, drawdownNumber: 'JJ-1' }
