/** A cell as a sheet holds it; from .csv always text. */
export type Cell = string | number | boolean | Date | null

/** `row` is 1-based, as a person sees it in Excel. */
export type TableRow = { row: number; cells: readonly Cell[] }

export const fileProblemTitles = {
  'file-empty': '文件为空',
  'file-too-large': '文件过大',
  'file-missing': '找不到文件',
  'file-kind-unknown': '不支持的文件类型',
  'workbook-unreadable': '不是可读取的 .xlsx 工作簿',
  'workbook-old-or-encrypted': '旧版 .xls 或加密的工作簿',
  'csv-unreadable': 'CSV 文件无法读取',
  'sheet-missing': '缺少工作表',
  'sheet-empty': '工作表没有数据',
  'rows-too-many': '行数超过上限',
  'columns-missing': '缺少列',
  'columns-unknown': '存在未知的列',
  'columns-repeated': '列重复',
  'unit-unknown': '金额单位无法识别',
  'file-changed': '文件在导入途中被替换',
} as const

export type FileProblem = { code: keyof typeof fileProblemTitles; detail: string }

export type Result<T> = { ok: true; value: T } | { ok: false; problem: FileProblem }

export const refuse = (code: FileProblem['code'], detail: string): { ok: false; problem: FileProblem } => ({
  ok: false,
  problem: { code, detail: `${fileProblemTitles[code]}：${detail}` },
})

export const limits = { bytes: 20 * 1024 * 1024, unpackedBytes: 120 * 1024 * 1024, rows: 50_000 } as const

export const isBlank = (cell: Cell | undefined): boolean =>
  cell === null ||
  cell === undefined ||
  (typeof cell === 'string' && cell.replace(/[\s\u200b\ufeff]/g, '') === '')

/** Blank rows are dropped here and keep their place in the numbering. */
export function withoutBlankRows(rows: readonly (readonly Cell[])[]): TableRow[] {
  return rows.flatMap((cells, index) => (cells.every(isBlank) ? [] : [{ row: index + 1, cells }]))
}
