import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Api, connect, type Reply } from '#infra/local/demo/api.ts'
import { type Stack, startStack } from '#infra/local/stack.ts'

export const freePort = async (): Promise<number> =>
  await new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** The whole stack in a temporary folder, with nothing loaded. */
export const startedStack = async (
  county: string,
  runId = 'journey',
  signature: 'ecdsa-p256' | 'sm2' = 'ecdsa-p256',
): Promise<{ stack: Stack; api: Api; stop: () => Promise<void> }> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'rongxie-journey-'))
  const stack = await startStack({
    ...{ province: county.slice(0, 2), dataDir, port: await freePort(), county, signature },
  })
  return {
    stack,
    api: connect(stack.baseUrl, runId),
    stop: async () => {
      await stack.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export type Cli = {
  readonly child: ChildProcess
  readonly output: () => string
  /** Exit code; -1 when it was killed. */
  readonly ended: Promise<number>
  readonly printed: (pattern: RegExp) => Promise<void>
}

/** `npm start -- …` as a newcomer types it, without npm's own lines. */
export const runCli = (args: readonly string[], cwd = process.cwd()): Cli => {
  const child = spawn(process.execPath, [join(process.cwd(), 'infra/local/cli.ts'), ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
  const ended = new Promise<number>(resolve => {
    child.once('exit', code => resolve(code ?? -1))
  })
  return {
    child,
    output: () => text,
    ended,
    printed: async pattern => {
      for (let waited = 0; !pattern.test(text); waited += 50) {
        if (child.exitCode !== null || waited > 120_000)
          throw new Error(`never printed ${String(pattern)}:\n${text}`)
        await sleep(50)
      }
    },
  }
}

/** Repeats a question until its answer satisfies; for what arrives through a queue. */
export const eventually = async (
  ask: () => Promise<Reply>,
  satisfied: (reply: Reply) => boolean,
): Promise<Reply> => {
  for (let attempt = 0; ; attempt += 1) {
    const reply = await ask()
    if (satisfied(reply)) return reply
    if (attempt > 200) throw new Error(`never came true: ${JSON.stringify(reply).slice(0, 2000)}`)
    await sleep(100)
  }
}
