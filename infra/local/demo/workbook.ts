import { readCsvTable } from '#shared/workbook/csv.ts'
import { type FileProblem, limits, type Result, refuse, type TableRow } from '#shared/workbook/tables.ts'
import { readXlsxTables } from '#shared/workbook/xlsx.ts'
import { nameCells, registryColumns, type SheetName, visitColumns } from './workbook-columns.ts'
import {
  type RegistryRow,
  type RowProblem,
  readRegistryRow,
  readVisitRow,
  type VisitRow,
} from './workbook-rows.ts'

export type { FileProblem } from '#shared/workbook/tables.ts'
export type { RegistryRow, RowProblem, VisitRow } from './workbook-rows.ts'

export type CountyInput =
  | { kind: 'xlsx'; bytes: Uint8Array }
  | { kind: 'csv'; registry: Uint8Array | string; visits: Uint8Array | string }

export type CountyWorkbook =
  | { ok: true; registry: RegistryRow[]; visits: VisitRow[]; problems: RowProblem[] }
  | { ok: false; problem: FileProblem }

/** Reads a county's two sheets; a row that cannot be read is named and stops none of the others (B1, B3). */
export async function readCountyWorkbook(input: CountyInput): Promise<CountyWorkbook> {
  const tables = checkSize(input) ?? (await readTables(input))
  if (!tables.ok) return tables
  const registry = nameCells('名录', registryColumns, tables.value.名录)
  if (!registry.ok) return registry
  const visits = nameCells('走访', visitColumns, tables.value.走访)
  if (!visits.ok) return visits
  const registryRows = registry.value.map(readRegistryRow)
  const visitRows = visits.value.map(readVisitRow)
  return {
    ok: true,
    registry: registryRows.flatMap(row => ('value' in row ? row.value : [])),
    visits: visitRows.flatMap(row => ('value' in row ? row.value : [])),
    problems: [...registryRows, ...visitRows].flatMap(row => ('problems' in row ? row.problems : [])),
  }
}

function checkSize(input: CountyInput): { ok: false; problem: FileProblem } | undefined {
  const parts = input.kind === 'xlsx' ? [input.bytes] : [input.registry, input.visits]
  if (parts.some(part => part.length === 0)) return refuse('file-empty', '没有内容')
  const tooLarge = parts.reduce((sum, part) => sum + part.length, 0) > limits.bytes
  return tooLarge ? refuse('file-too-large', `超过 ${limits.bytes / 1024 / 1024} MB，请分批导入`) : undefined
}

async function readTables(input: CountyInput): Promise<Result<Record<SheetName, TableRow[]>>> {
  if (input.kind === 'xlsx') return readXlsxTables(input.bytes, ['名录', '走访'])
  const registry = readCsvTable('名录', input.registry)
  if (!registry.ok) return registry
  const visits = readCsvTable('走访', input.visits)
  return visits.ok ? { ok: true, value: { 名录: registry.value, 走访: visits.value } } : visits
}
