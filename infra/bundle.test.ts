import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bundleServices } from './bundle.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'rongxie-bundle-'))
  await writeFile(
    join(root, 'package.json'),
    JSON.stringify({ name: 'sample', type: 'module', imports: { '#shared/*': './shared/*' } }),
  )
  await mkdir(join(root, 'shared'))
  await writeFile(join(root, 'shared/who.ts'), "export const who: string = '融协'\n")
  await writeFile(join(root, 'shared/old.cjs'), "module.exports = { eol: require('node:os').EOL }\n")
  for (const name of ['intake', 'bank-gateway']) {
    await mkdir(join(root, 'services', name), { recursive: true })
    await writeFile(
      join(root, 'services', name, 'index.ts'),
      `import { who } from '#shared/who.ts'
import old from '#shared/old.cjs'
class Door {}
export const http = async (): Promise<object> => ({ who, eol: old.eol, door: Door.name, service: '${name}' })
export const relay = async () => '${name}'
`,
    )
  }
  await writeFile(join(root, 'services/intake/page.css'), 'body {}\n')
})
afterEach(() => rm(root, { recursive: true, force: true }))

const declarations = [
  { name: 'intake', assets: { 'console.css': './services/intake/page.css' } },
  { name: 'bank-gateway', assets: {} },
] as const

const build = async (outDir: string) => {
  await bundleServices({ root, outDir, declarations })
  return outDir
}

describe('bundles', () => {
  test('every service becomes one ESM file that stands alone and exports its handlers', async () => {
    const out = await build(join(root, 'out'))
    expect(await readdir(join(out, 'bank-gateway'))).toEqual(['index.mjs'])
    const text = await readFile(join(out, 'bank-gateway/index.mjs'), 'utf8')
    const imported = [...text.matchAll(/ from ['"]([^'"]+)['"]/g)].map(([, module = '']) => module)
    expect(imported.filter(module => !module.startsWith('node:'))).toEqual([])
    const bundle: { http: () => Promise<object>; relay: () => Promise<string> } = await import(
      pathToFileURL(join(out, 'bank-gateway/index.mjs')).href
    )
    expect(await bundle.http()).toEqual({ who: '融协', eol: '\n', door: 'Door', service: 'bank-gateway' })
    expect(await bundle.relay()).toBe('bank-gateway')
  })

  test('declared files stand beside the bundle under their declared name', async () => {
    const out = await build(join(root, 'out'))
    expect(await readFile(join(out, 'intake/console.css'), 'utf8')).toBe('body {}\n')
    expect((await readdir(join(out, 'intake'))).sort()).toEqual(['console.css', 'index.mjs'])
  })

  test('the same sources give the same bytes, so that an unchanged service is not deployed again', async () => {
    const [first, second] = [await build(join(root, 'one')), await build(join(root, 'two'))]
    const bytes = (out: string) => readFile(join(out, 'intake/index.mjs'))
    expect(await bytes(first)).toEqual(await bytes(second))
  })

  test('a service that does not build stops everything, with the file named', async () => {
    await writeFile(join(root, 'services/intake/index.ts'), "import './missing.ts'\n")
    await expect(build(join(root, 'out'))).rejects.toThrow(/services\/intake\/index\.ts/)
  })

  test('a declared file that does not exist stops everything', async () => {
    const missing = [{ name: 'intake', assets: { 'a.css': './services/intake/none.css' } }] as const
    await expect(bundleServices({ root, outDir: join(root, 'out'), declarations: missing })).rejects.toThrow(
      /none\.css/,
    )
  })
})
