import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Declarations } from '../flow.ts'
import type { Province } from '../provinces/index.ts'
import { synthesise } from '../synth.ts'

export type Resource = {
  readonly Type: string
  readonly DeletionPolicy?: string
  // biome-ignore lint/suspicious/noExplicitAny: a template's properties have every shape
  readonly Properties: any
}

export type Synthesised = {
  /** Whole templates as text, by stack name. */
  readonly texts: Readonly<Record<string, string>>
  /** Resources of a type over all stacks. */
  readonly all: (type: string) => readonly Resource[]
  readonly assemblyDir: string
  readonly remove: () => Promise<void>
}

/** Bundles that only name their service. */
export const writeBundles = async (bundleDir: string, declarations: Declarations): Promise<void> => {
  for (const { name } of declarations) {
    await mkdir(join(bundleDir, name), { recursive: true })
    await writeFile(join(bundleDir, name, 'index.mjs'), `export const service = '${name}'\n`)
  }
}

/** One province's templates. */
export const synthesised = async (
  province: Province,
  declarations: Declarations,
  further: { readonly issuerOverride?: string } = {},
): Promise<Synthesised> => {
  const folder = await mkdtemp(join(tmpdir(), 'rongxie-synth-'))
  const bundleDir = join(folder, 'bundles')
  await writeBundles(bundleDir, declarations)
  const outDir = join(folder, 'out')
  const { assemblyDir } = await synthesise({ province, declarations, bundleDir, outDir, ...further })
  const manifest = JSON.parse(await readFile(join(outDir, 'manifest.json'), 'utf8')) as {
    readonly artifacts: Record<
      string,
      { readonly type: string; readonly properties: { templateFile: string } }
    >
  }
  const stacks = Object.entries(manifest.artifacts).filter(
    ([, { type }]) => type === 'aws:cloudformation:stack',
  )
  const texts = Object.fromEntries(
    await Promise.all(
      stacks.map(async ([name, { properties }]) => [
        name,
        await readFile(join(outDir, properties.templateFile), 'utf8'),
      ]),
    ),
  ) as Record<string, string>
  const resources = Object.values(texts).flatMap(text =>
    Object.values((JSON.parse(text) as { Resources: Record<string, Resource> }).Resources),
  )
  return {
    texts,
    all: type => resources.filter(resource => resource.Type === type),
    assemblyDir,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
