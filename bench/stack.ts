import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { QueueInfo } from '#infra/local/engines/queues.ts'
import { residentBytesOfTree } from './resident.ts'

export type Ask = 'settled' | 'stop'
/** What the child says once it serves. */
export type Ready = {
  readonly baseUrl: string
  readonly sqs: string
  readonly region: string
  readonly queues: readonly QueueInfo[]
}

export type BenchStack = Ready & {
  readonly settled: () => Promise<void>
  /** Of the stack's process and its database engine, without the callers. */
  readonly residentBytes: () => Promise<number>
  readonly stop: () => Promise<void>
}

export const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address ? address.port : 0
}

/** The stack in a process of its own, so that the callers' work is not counted as the stack's; `profileTo` takes CPU profiles. */
export const startBenchStack = async (
  county: string,
  { env = {}, profileTo }: { readonly env?: Record<string, string>; readonly profileTo?: string } = {},
): Promise<BenchStack> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'rongxie-bench-'))
  const child = fork(
    join(import.meta.dirname, 'stack-child.ts'),
    [dataDir, String(await freePort()), county],
    {
      execArgv: profileTo === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileTo}`],
      env: { ...process.env, ...env },
    },
  )
  const dead = once(child, 'exit').then(([code]) => {
    throw new Error(`the stack ended with ${code}`)
  })
  dead.catch(() => undefined)
  const [ready] = (await Promise.race([once(child, 'message'), dead])) as [Ready]
  return {
    ...ready,
    settled: async () => {
      child.send('settled' satisfies Ask)
      await Promise.race([once(child, 'message'), dead])
    },
    residentBytes: () => residentBytesOfTree(child.pid ?? 0),
    stop: async () => {
      const ended = once(child, 'exit')
      child.send('stop' satisfies Ask)
      await ended
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
