// Writes industries.json from gbt4754-2017.csv: npx node shared/domain/data/generate-industries.ts
import { readFileSync, writeFileSync } from 'node:fs'
import { industryTable } from '../industry-table.ts'

const csv = readFileSync(new URL('gbt4754-2017.csv', import.meta.url), 'utf8')
writeFileSync(new URL('industries.json', import.meta.url), `${JSON.stringify(industryTable(csv))}\n`)
