import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { CommitTable } from '#shared/commits/table.ts'
import { silentLog } from '#shared/testing/harness.ts'
import { counting } from '../counting.ts'
import type { Deps } from '../deps.ts'
import { service } from '../service.ts'

const { resolve } = createRequire(new URL('../../../package.json', import.meta.url))
const assets: { readonly [fileName: string]: string } = service.assets

/** The files where the build takes them from; the generated document is given, for it changes with every service. */
const readAsset = async (fileName: string): Promise<string | undefined> => {
  if (fileName === 'openapi.json') return '{"openapi":"3.1.0"}'
  const source = assets[fileName]
  return source === undefined ? undefined : await readFile(resolve(source), 'utf8')
}

export const testDeps = (table: CommitTable): Deps => ({
  table,
  sqs: {} as Deps['sqs'],
  count: counting(table),
  province: '51',
  clock: () => '2025-04-02T01:00:00.000Z',
  log: silentLog,
  issuer: 'https://login.example/oidc',
  readFile: readAsset,
})
