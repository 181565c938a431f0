import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localProvince } from './provinces/index.ts'
import { synthesise } from './synth.ts'
import { declarations } from './topology.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rongxie-assembly-'))
  await synthesise({
    province: localProvince('51'),
    outDir: folder,
    issuerOverride: 'http://localhost:8787/oidc',
  })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Resource = { readonly Type: string; readonly Properties: Record<string, unknown> }

const resourcesOf = async (stack: string): Promise<readonly Resource[]> =>
  Object.values(
    (
      JSON.parse(await readFile(join(folder, `${stack}.template.json`), 'utf8')) as {
        readonly Resources: Record<string, Resource>
      }
    ).Resources,
  )

describe('the real services, synthesised with their real bundles', () => {
  test.each(declarations.map(service => [service.name, service] as const))(
    '%s: its routes are the declared ones and its bundle exports every handler it names',
    async (name, service) => {
      const resources = await resourcesOf(`rongxie-51-${name}`)
      const of = (type: string) => resources.filter(({ Type }) => Type === type).map(r => r.Properties)
      expect(new Set(of('AWS::ApiGatewayV2::Route').map(({ RouteKey }) => RouteKey))).toEqual(
        new Set(Object.values(service.routes).map(({ method, path }) => `${method} ${path}`)),
      )
      for (const { Code, Handler } of of('AWS::Lambda::Function')) {
        const { S3Key } = Code as { readonly S3Key: string }
        const asset = join(folder, `asset.${S3Key.replace('.zip', '')}`)
        const bundle = await readFile(join(asset, 'index.mjs'), 'utf8')
        const [, exported = ''] = bundle.match(/\nexport \{([^}]*)\};?\s*(?:\/\*[\s\S]*)?$/) ?? []
        expect(exported.split(/[\s,]+/)).toContain(String(Handler).replace('index.', ''))
        expect(await readdir(asset)).toEqual(expect.arrayContaining(Object.keys(service.assets)))
      }
    },
  )

  test('a template names no folder of the machine it was made on', async () => {
    for (const file of (await readdir(folder)).filter(name => name.endsWith('.template.json')))
      expect(await readFile(join(folder, file), 'utf8'), file).not.toContain(import.meta.dirname)
  })

  test('no bundle is left behind in the temporary folder', async () => {
    expect(
      (await readdir(tmpdir())).filter(name => name.startsWith(`rongxie-bundles-${process.pid}-`)),
    ).toEqual([])
  })
})
