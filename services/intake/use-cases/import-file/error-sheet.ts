import { XlsxStreamWriter } from 'hucre/xlsx'
import * as z from 'zod'
import { normaliseUscc } from '#shared/domain/uscc.ts'
import { looksLikeIdNumber } from '#shared/domain/uscc-id-number.ts'
import { type Cell, isBlank } from '#shared/workbook/tables.ts'
import type { Deps } from '../../deps.ts'
import type { Header } from './header.ts'
import { keysOf, type RowError, type RunningImport } from './import.ts'
import type { SourceTable } from './source-table.ts'

const errorColumns = ['原行号', '错误说明'] as const
const partSchema = z.array(z.object({ row: z.number(), detail: z.string() }))

/** Errors of a range wait beside the file until the sheet is made; writing them again writes the same. */
export const keepErrors = async (
  state: RunningImport,
  from: number,
  errors: readonly RowError[],
  { objects }: Pick<Deps, 'objects'>,
): Promise<void> => {
  if (errors.length === 0) return
  const body = new TextEncoder().encode(JSON.stringify(errors))
  await objects.write(keysOf(state).errorPart(from), body, { contentType: 'application/json' })
}

const readErrors = async (state: RunningImport, objects: Deps['objects']): Promise<Map<number, string>> => {
  const errors = new Map<number, string>()
  for (const from of state.errorParts) {
    const part = await objects.read(keysOf(state).errorPart(from))
    if (!part) throw new Error(`error part ${from} of ${state.importId} is gone`)
    for (const { row, detail } of partSchema.parse(JSON.parse(new TextDecoder().decode(part))))
      errors.set(row, detail)
  }
  return errors
}

/** An ID number where the code belongs goes back to nobody (H3); long numbers are text, so that no digit is lost. */
const givenBack = (cell: Cell | undefined, isCode: boolean): Cell => {
  if (cell === undefined || isBlank(cell)) return null
  if (isCode && looksLikeIdNumber(normaliseUscc(String(cell)))) return null
  return typeof cell === 'number' && Math.abs(cell) >= 1e10 ? String(cell) : cell
}

/** Columns this sheet itself adds: a sheet that comes back corrected does not gain them a second time. */
const ownColumns = ({ cells }: Header): readonly number[] =>
  cells.flatMap((cell, at) => ((errorColumns as readonly unknown[]).includes(cell) ? [at] : []))

/** The rows that were sent back, in their own columns, with what is wrong; corrected, it is a file to import (B1). */
export const writeErrorSheet = async (
  state: RunningImport,
  { header, ranges }: SourceTable,
  { objects }: Pick<Deps, 'objects'>,
): Promise<void> => {
  const errors = await readErrors(state, objects)
  const own = ownColumns(header)
  const original = header.cells.map((_, at) => at).filter(at => !own.includes(at))
  const writer = new XlsxStreamWriter({ name: '名录' })
  writer.addRow([...original.map(at => header.cells[at] ?? null), ...errorColumns])
  for await (const range of ranges(0, 500))
    for (const { row, cells } of range) {
      const detail = errors.get(row)
      if (detail === undefined) continue
      const kept = original.map(at => givenBack(cells[at], at === header.columns.uscc?.at))
      writer.addRow([...kept, row, detail])
    }
  await objects.write(keysOf(state).errorSheet, await writer.finish(), {
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: `错误清单-${state.importId}.xlsx`,
  })
}
