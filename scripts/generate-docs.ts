import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { declarations } from '#infra/topology.ts'
import { asyncApi } from './docs/asyncapi.ts'
import { bankGuide, bankGuidePath } from './docs/bank-guide.ts'
import { eventsPage } from './docs/events-page.ts'
import { openApi } from './docs/openapi.ts'
import { policyPage } from './docs/policy-page.ts'
import { rightsPage } from './docs/rights-page.ts'

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

const root = join(import.meta.dirname, '..')

/** Every generated document and the function that writes it. */
const documents: Record<string, () => string> = {
  'docs/events.md': () => eventsPage(declarations),
  'docs/asyncapi.json': () => json(asyncApi()),
  'docs/openapi.json': () => json(openApi()),
  'docs/policy.md': () => policyPage(root),
  'docs/rights.md': () => rightsPage(declarations),
  [bankGuidePath]: () => bankGuide(root),
}

const check = process.argv.includes('--check')

for (const [path, write] of Object.entries(documents)) {
  const file = join(root, path)
  const now = write()
  const stands = await readFile(file, 'utf8').catch(() => undefined)
  if (now === stands) continue
  if (check) {
    console.error(`${path} is stale: run \`npm run docs\``)
    process.exitCode = 1
  } else {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, now)
    console.log(`wrote ${path}`)
  }
}
