import { parse } from 'csv-parse/sync'
import { type Result, refuse, type SheetName, type TableRow, withoutBlankRows } from './workbook-tables.ts'

/** UTF-8 with or without a mark, else GB18030, which Excel and WPS write on Chinese systems. */
function decode(bytes: Uint8Array): string | undefined {
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

export function readCsvTable(name: SheetName, input: Uint8Array | string): Result<TableRow[]> {
  const text = typeof input === 'string' ? input : decode(input)
  if (text === undefined) {
    return refuse('csv-unreadable', `“${name}”的编码无法识别，请另存为“CSV UTF-8（逗号分隔）”`)
  }
  try {
    const rows: string[][] = parse(text, { bom: true, relax_column_count: true, relax_quotes: true })
    return { ok: true, value: withoutBlankRows(rows) }
  } catch (error) {
    const line =
      typeof error === 'object' && error && 'lines' in error ? `，约在第${String(error.lines)}行` : ''
    return refuse('csv-unreadable', `“${name}”的引号不成对或格式有误${line}`)
  }
}
