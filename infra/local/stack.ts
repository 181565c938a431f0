import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Province } from '#infra/provinces/province.ts'
import { provinceOf } from '#shared/domain/regions.ts'
import { emptyFolder, lockFolder } from './engines/folder-lock.ts'
import { type LocalRuntime, startRuntime } from './runtime.ts'

/** A province's whole stack on this machine. */
export type Stack = {
  readonly baseUrl: string
  /** Every queue empty, every stream carried, no function running. */
  readonly settled: () => Promise<void>
  readonly runtime: LocalRuntime
  readonly stop: () => Promise<void>
}

type Options = {
  /** Two digits. */
  readonly province: string
  readonly dataDir: string
  readonly port: number
  /** County whose supervisors the sign-in page offers. */
  readonly county?: string | undefined
  /** What the convener's key signs by; ECDSA P-256 when left out (C4). */
  readonly signature?: Province['signature']
  /** Forget what earlier runs kept. */
  readonly fresh?: boolean
}

/** Written under the folder's lock: a stack that runs there keeps its data and its bundles. */
const writeAssembly = async (options: Options, assemblyDir: string): Promise<void> => {
  const { province, dataDir, port, signature = 'ecdsa-p256', fresh } = options
  const unlock = lockFolder(dataDir)
  try {
    if (fresh) await emptyFolder(dataDir)
    await promisify(execFile)(
      process.execPath,
      [
        join(import.meta.dirname, 'synth-child.ts'),
        province,
        assemblyDir,
        `http://localhost:${port}/oidc`,
        signature,
      ],
      // CloudFormation's own rules are the business of `npm run synth`; checking them is half of a synthesis.
      { env: { ...process.env, CDK_VALIDATION: 'false' } },
    )
  } finally {
    unlock()
  }
}

/** Synthesises the province's stacks and runs that very template. */
export const startStack = async (options: Options): Promise<Stack> => {
  const { province, dataDir, port, county } = options
  const assemblyDir = join(dataDir, 'cloud-assembly')
  await writeAssembly(options, assemblyDir)
  const consoleRegions = county
    ? [county, `${county.replace('G', '').slice(0, 4)}00`, provinceOf(county) ?? `${province}0000`]
    : [`${province}0000`]
  const runtime = await startRuntime({ assemblyDir, dataDir, port, consoleRegions })
  return {
    baseUrl: runtime.baseUrl,
    settled: runtime.idle,
    runtime,
    stop: runtime.stop,
  }
}
