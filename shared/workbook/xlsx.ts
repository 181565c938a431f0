import { readXlsx } from 'hucre/xlsx'
import { type FileProblem, limits, type Result, refuse, type TableRow, withoutBlankRows } from './tables.ts'
import { checkUnpackedSize } from './zip.ts'

const unreadable = refuse(
  'workbook-unreadable',
  '内容已损坏，或只是改了扩展名，请用 Excel 或 WPS 另存为 .xlsx',
)

const startsWith = (bytes: Uint8Array, ...magic: number[]) => magic.every((byte, i) => bytes[i] === byte)

/** What is wrong with a file that should be a workbook, before it is unpacked. */
export function checkXlsx(bytes: Uint8Array): { ok: false; problem: FileProblem } | undefined {
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    return refuse('workbook-old-or-encrypted', '请去掉密码，另存为“Excel 工作簿 (.xlsx)”后重试')
  }
  if (!startsWith(bytes, 0x50, 0x4b)) return unreadable
  const size = checkUnpackedSize(bytes, limits.unpackedBytes)
  if (size === 'broken') return unreadable
  if (size === 'too-large') {
    return refuse('file-too-large', `解压后超过 ${limits.unpackedBytes / 1024 / 1024} MB，拒绝读取`)
  }
  return undefined
}

/** What a reader's own failure means to the person who sent the file. */
export function xlsxProblem(error: unknown): { ok: false; problem: FileProblem } {
  const tooWide = error instanceof Error && error.message.includes('over the')
  return tooWide ? refuse('rows-too-many', '工作表的范围过大，请删除多余的空行空列') : unreadable
}

/** The wanted sheets of a workbook; other sheets are not looked at. */
export async function readXlsxTables<Name extends string>(
  bytes: Uint8Array,
  wanted: readonly Name[],
): Promise<Result<Record<Name, TableRow[]>>> {
  const problem = checkXlsx(bytes)
  if (problem) return problem
  const found: Name[] = []
  try {
    const workbook = await readXlsx(bytes, {
      sheets: info => {
        const name = wanted.find(each => each === info.name.trim())
        if (name === undefined || found.includes(name)) return false
        found.push(name)
        return true
      },
    })
    const missing = wanted.filter(name => !found.includes(name))
    if (missing.length > 0) return refuse('sheet-missing', missing.map(name => `“${name}”`).join('、'))
    const rowsOf = (name: Name) => withoutBlankRows(workbook.sheets[found.indexOf(name)]?.rows ?? [])
    const tables = Object.fromEntries(wanted.map(name => [name, rowsOf(name)])) as Record<Name, TableRow[]>
    return { ok: true, value: tables }
  } catch (error) {
    return xlsxProblem(error)
  }
}
