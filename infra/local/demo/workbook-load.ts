import { readFile, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { limits, refuse } from '#shared/workbook/tables.ts'
import { type CountyWorkbook, readCountyWorkbook } from './workbook.ts'

/** A county's .xlsx, or a folder that holds 名录.csv and 走访.csv. */
export async function loadCountyInput(path: string): Promise<CountyWorkbook> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return refuse('file-missing', basename(path))
  const paths = found.isDirectory() ? ['名录.csv', '走访.csv'].map(name => join(path, name)) : [path]
  if (!found.isDirectory() && extname(path).toLowerCase() !== '.xlsx') {
    return refuse('file-kind-unknown', '请给出 .xlsx 文件，或含“名录.csv”和“走访.csv”的文件夹')
  }
  const sizes = await Promise.all(paths.map(file => stat(file).catch(() => undefined)))
  const absent = paths.filter((_, i) => sizes[i] === undefined).map(file => basename(file))
  if (absent.length > 0) return refuse('file-missing', absent.join('、'))
  // Refused by its size before it is read into memory.
  if (sizes.some(size => size !== undefined && size.size > limits.bytes)) {
    return refuse('file-too-large', `超过 ${limits.bytes / 1024 / 1024} MB，请分批导入`)
  }
  const [first = new Uint8Array(), second] = await Promise.all(paths.map(file => readFile(file)))
  return readCountyWorkbook(
    second === undefined ? { kind: 'xlsx', bytes: first } : { kind: 'csv', registry: first, visits: second },
  )
}
