import { parse } from 'csv-parse/sync'
import { type FileProblem, type Result, refuse, type TableRow, withoutBlankRows } from './tables.ts'

type Refused = { ok: false; problem: FileProblem }

export const csvSettings = { bom: true, relax_column_count: true, relax_quotes: true } as const

/** UTF-8 with or without a mark, else GB18030, which Excel and WPS write on Chinese systems. */
export function decodeCsv(bytes: Uint8Array): string | undefined {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      if (!text.includes('\0')) return text
    } catch {
      // Not this encoding: the next one is tried.
    }
  }
  return undefined
}

export const unknownEncoding = (name: string): Refused =>
  refuse('csv-unreadable', `“${name}”的编码无法识别，请另存为“CSV UTF-8（逗号分隔）”`)

/** What the parser's own failure means to the person who sent the file. */
export function csvProblem(name: string, error: unknown): Refused {
  const line =
    typeof error === 'object' && error && 'lines' in error ? `，约在第${String(error.lines)}行` : ''
  return refuse('csv-unreadable', `“${name}”的引号不成对或格式有误${line}`)
}

export function readCsvTable(name: string, input: Uint8Array | string): Result<TableRow[]> {
  const text = typeof input === 'string' ? input : decodeCsv(input)
  if (text === undefined) return unknownEncoding(name)
  try {
    const rows: string[][] = parse(text, csvSettings)
    return { ok: true, value: withoutBlankRows(rows) }
  } catch (error) {
    return csvProblem(name, error)
  }
}
