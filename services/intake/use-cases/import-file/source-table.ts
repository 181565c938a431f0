import { streamTable, UnreadableTable } from '#shared/workbook/stream.ts'
import { limits, type Result, refuse, type TableRow } from '#shared/workbook/tables.ts'
import type { Deps } from '../../deps.ts'
import { type Header, isHeader, readHeader } from './header.ts'
import { keysOf, type RunningImport } from './import.ts'

/** A header below more than this is no header. */
const titleRows = 10

export type SourceTable = {
  readonly header: Header
  /** Data rows from the `from`-th on, in ranges; every call reads the file from its beginning. */
  readonly ranges: (from: number, size: number) => AsyncIterable<readonly TableRow[]>
}

const headerOf = async (rows: AsyncIterable<TableRow>): Promise<Result<Header>> => {
  let first: TableRow | undefined
  let seen = 0
  for await (const row of rows) {
    first ??= row
    if (isHeader(row)) return readHeader(row)
    seen += 1
    if (seen === titleRows) break
  }
  return first ? readHeader(first) : refuse('sheet-empty', '“名录”')
}

async function* inRanges(rows: AsyncIterable<TableRow>, header: Header, from: number, size: number) {
  let at = 0
  let range: TableRow[] = []
  for await (const row of rows) {
    if (row.row <= header.row) continue
    at += 1
    if (at <= from) continue
    range.push(row)
    if (range.length === size) {
      yield range
      range = []
    }
  }
  if (range.length > 0) yield range
}

/** The file's own failings end the import with words for its sender; any other failure is tried again. */
export const orProblem = async <T>(work: () => Promise<Result<T>>): Promise<Result<T>> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof UnreadableTable) return { ok: false, problem: error.problem }
    throw error
  }
}

/** Opens the very file that was there when the import was started. */
export const openSource = async (state: RunningImport, { objects }: Pick<Deps, 'objects'>) => {
  const bytes = await objects.read(keysOf(state).source, state.etag)
  if (!bytes) return refuse('file-changed', '启动后上传了另一个文件，或文件已被清除，请重新登记导入')
  const table = await streamTable({ kind: state.kind, bytes }, '名录')
  if (!table.ok) return table
  return await orProblem<SourceTable>(async () => {
    const header = await headerOf(table.value())
    if (!header.ok) return header
    const { value } = header
    return {
      ok: true,
      value: { header: value, ranges: (from, size) => inRanges(table.value(), value, from, size) },
    }
  })
}

/** Reads the whole file once before any row is taken: a file that breaks off in the middle takes none. */
export const countRows = async ({ ranges }: SourceTable): Promise<Result<number>> =>
  await orProblem(async () => {
    let total = 0
    for await (const range of ranges(0, 1000)) total += range.length
    if (total === 0) return refuse('sheet-empty', '“名录”只有表头')
    if (total > limits.rows)
      return refuse('rows-too-many', `“名录”有${total}行，一次最多${limits.rows}行，请分批导入`)
    return { ok: true, value: total }
  })
