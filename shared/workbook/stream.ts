import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { readXlsx, streamXlsxRows } from 'hucre/xlsx'
import { csvProblem, csvSettings, decodeCsv, unknownEncoding } from './csv.ts'
import { type FileProblem, isBlank, limits, type Result, refuse, type TableRow } from './tables.ts'
import { checkXlsx, xlsxProblem } from './xlsx.ts'

export type TableFile = { readonly kind: 'xlsx' | 'csv'; readonly bytes: Uint8Array }

/** A file that turned out unreadable after its first rows had been given. */
export class UnreadableTable extends Error {
  readonly problem: FileProblem
  constructor(problem: FileProblem) {
    super(problem.detail)
    this.problem = problem
  }
}

const blankless = ({ cells }: TableRow) => !cells.every(isBlank)

/** The wanted sheet, or the only one there is. */
const sheetOf = async (bytes: Uint8Array, wanted: string): Promise<Result<number>> => {
  const names: string[] = []
  try {
    await readXlsx(bytes, {
      sheets: ({ name }) => {
        names.push(name.trim())
        return false
      },
    })
  } catch (error) {
    return xlsxProblem(error)
  }
  const at = names.length === 1 ? 0 : names.indexOf(wanted)
  return at >= 0 ? { ok: true, value: at } : refuse('sheet-missing', `“${wanted}”`)
}

async function* xlsxRows(bytes: Uint8Array, sheet: number): AsyncGenerator<TableRow> {
  try {
    for await (const { index, values } of streamXlsxRows(bytes, { sheet })) {
      const row = { row: index + 1, cells: values }
      if (blankless(row)) yield row
    }
  } catch (error) {
    const { problem } = xlsxProblem(error)
    throw new UnreadableTable(problem)
  }
}

function* slices(text: string): Generator<string> {
  const length = 65_536
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length)
}

async function* csvRows(name: string, text: string): AsyncGenerator<TableRow> {
  let row = 0
  try {
    for await (const cells of Readable.from(slices(text)).pipe(parse(csvSettings)) as AsyncIterable<
      string[]
    >) {
      row += 1
      if (blankless({ row, cells })) yield { row, cells }
    }
  } catch (error) {
    const { problem } = csvProblem(name, error)
    throw new UnreadableTable(problem)
  }
}

/** The rows of one table, one at a time: a file of the largest size never stands in memory as cells. */
export async function streamTable(
  { kind, bytes }: TableFile,
  sheet: string,
): Promise<Result<() => AsyncIterable<TableRow>>> {
  if (bytes.length === 0) return refuse('file-empty', '没有内容')
  if (bytes.length > limits.bytes)
    return refuse('file-too-large', `超过 ${limits.bytes / 1024 / 1024} MB，请分批导入`)
  if (kind === 'csv') {
    const text = decodeCsv(bytes)
    return text === undefined ? unknownEncoding(sheet) : { ok: true, value: () => csvRows(sheet, text) }
  }
  const problem = checkXlsx(bytes)
  if (problem) return problem
  const found = await sheetOf(bytes, sheet)
  return found.ok ? { ok: true, value: () => xlsxRows(bytes, found.value) } : found
}
