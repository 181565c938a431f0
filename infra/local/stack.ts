import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { provinceOf } from '#shared/domain/regions.ts'
import { type LocalRuntime, startRuntime } from './runtime.ts'

/** A province's whole stack on this machine. */
export type Stack = {
  readonly baseUrl: string
  /** Every queue empty, every stream carried, no function running. */
  readonly settled: () => Promise<void>
  readonly runtime: LocalRuntime
  readonly stop: () => Promise<void>
}

/** Synthesises the province's stacks and runs that very template. */
export const startStack = async (options: {
  /** Two digits. */
  readonly province: string
  readonly dataDir: string
  readonly port: number
  /** County whose supervisors the sign-in page offers. */
  readonly county?: string | undefined
}): Promise<Stack> => {
  const { province, dataDir, port, county } = options
  await mkdir(dataDir, { recursive: true })
  const assemblyDir = join(dataDir, 'cloud-assembly')
  await promisify(execFile)(process.execPath, [
    join(import.meta.dirname, 'synth-child.ts'),
    province,
    assemblyDir,
    `http://localhost:${port}/oidc`,
  ])
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
