import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleServices } from './bundle.ts'
import type { Declarations } from './flow.ts'
import type { Province } from './provinces/province.ts'
import { addProvince, newApp } from './stacks/province-stacks.ts'
import { declarations as everyService } from './topology.ts'

/** Bundles of the services in a folder of their own that is gone afterwards: the assembly keeps its own copies. */
const withBundles = async (declarations: Declarations, use: (bundleDir: string) => void): Promise<void> => {
  const bundleDir = await mkdtemp(join(tmpdir(), `rongxie-bundles-${process.pid}-`))
  try {
    await bundleServices({ declarations, outDir: bundleDir })
    use(bundleDir)
  } finally {
    await rm(bundleDir, { recursive: true, force: true })
  }
}

/** Writes the cloud assembly of some provinces, offline; `bundleDir` names bundles that are built already. */
export const synthesiseAll = async (options: {
  readonly provinces: readonly Province[]
  readonly declarations: Declarations
  readonly outDir: string
  readonly bundleDir?: string
}): Promise<{ assemblyDir: string }> => {
  const { provinces, declarations, outDir, bundleDir } = options
  const app = newApp(outDir)
  const write = (bundles: string) => {
    for (const province of provinces) addProvince(app, { province, declarations, bundleDir: bundles })
    app.synth()
  }
  if (bundleDir === undefined) await withBundles(declarations, write)
  else write(bundleDir)
  return { assemblyDir: outDir }
}

/** The five services of one province; `issuerOverride` lets a local runtime be its own issuer. */
export const synthesise = async (options: {
  readonly province: Province
  readonly outDir: string
  readonly declarations?: Declarations
  readonly issuerOverride?: string
  readonly bundleDir?: string
}): Promise<{ assemblyDir: string }> => {
  const { province, issuerOverride, declarations = everyService, ...rest } = options
  return synthesiseAll({
    ...rest,
    provinces: [{ ...province, issuer: issuerOverride ?? province.issuer }],
    declarations,
  })
}
