import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type CellValue, writeXlsx } from 'hucre/xlsx'
import { registryColumns, visitColumns } from '#infra/local/demo/workbook-columns.ts'
import { type County, counties } from './samples/counties.ts'
import { dirtyRegistry } from './samples/dirt.ts'
import { randomOf } from './samples/random.ts'
import { visitsOf } from './samples/visits.ts'

const folder = resolve(import.meta.dirname, '../samples')

// People leave blanks around a heading and use either kind of bracket.
const typed = (headings: readonly string[]) =>
  headings.map((heading, i) =>
    i % 5 === 1 ? ` ${heading} ` : heading.includes('资产') ? '资产总额（万元）' : heading,
  )

/** The same bytes for the same seed: the document's own date is fixed. */
export function sampleWorkbook(county: County): Promise<Uint8Array> {
  const random = randomOf(county.seed)
  const registry = dirtyRegistry(county, random)
  const sheet = (name: string, columns: Record<string, string>, rows: CellValue[][]) => {
    const headings = typed(Object.values(columns))
    return {
      name,
      columns: headings.map(heading => ({ width: heading.includes('代码') ? 22 : 14 })),
      rows: [headings, ...rows],
    }
  }
  return writeXlsx({
    properties: {
      created: new Date(`${county.firstDay}T00:00:00Z`),
      modified: new Date(`${county.firstDay}T00:00:00Z`),
    },
    sheets: [
      sheet('名录', registryColumns, registry.rows),
      sheet('走访', visitColumns, visitsOf(county, random, registry)),
    ],
  })
}

if (import.meta.main) {
  for (const county of counties) {
    writeFileSync(resolve(folder, county.file), await sampleWorkbook(county))
    console.log(`samples/${county.file}`)
  }
}
