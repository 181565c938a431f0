import { readXlsx } from 'hucre/xlsx'
import {
  limits,
  type Result,
  refuse,
  type SheetName,
  type TableRow,
  withoutBlankRows,
} from './workbook-tables.ts'
import { checkUnpackedSize } from './workbook-zip.ts'

const startsWith = (bytes: Uint8Array, ...magic: number[]) => magic.every((byte, i) => bytes[i] === byte)

/** The two sheets of a county's workbook; other sheets are not looked at. */
export async function readXlsxTables(bytes: Uint8Array): Promise<Result<Record<SheetName, TableRow[]>>> {
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    return refuse('workbook-old-or-encrypted', '请去掉密码，另存为“Excel 工作簿 (.xlsx)”后重试')
  }
  const unreadable = refuse(
    'workbook-unreadable',
    '内容已损坏，或只是改了扩展名，请用 Excel 或 WPS 另存为 .xlsx',
  )
  if (!startsWith(bytes, 0x50, 0x4b)) return unreadable
  const size = checkUnpackedSize(bytes, limits.unpackedBytes)
  if (size === 'broken') return unreadable
  if (size === 'too-large') {
    return refuse('file-too-large', `解压后超过 ${limits.unpackedBytes / 1024 / 1024} MB，拒绝读取`)
  }
  const wanted = new Map<string, SheetName>([
    ['名录', '名录'],
    ['走访', '走访'],
  ])
  const found: SheetName[] = []
  try {
    const workbook = await readXlsx(bytes, {
      sheets: info => {
        const name = wanted.get(info.name.trim())
        if (name === undefined || found.includes(name)) return false
        found.push(name)
        return true
      },
    })
    const missing = [...wanted.values()].filter(name => !found.includes(name))
    if (missing.length > 0) return refuse('sheet-missing', missing.map(name => `“${name}”`).join('、'))
    const rowsOf = (name: SheetName) => withoutBlankRows(workbook.sheets[found.indexOf(name)]?.rows ?? [])
    return { ok: true, value: { 名录: rowsOf('名录'), 走访: rowsOf('走访') } }
  } catch (error) {
    const tooWide = error instanceof Error && error.message.includes('over the')
    return tooWide ? refuse('rows-too-many', '工作表的范围过大，请删除多余的空行空列') : unreadable
  }
}
