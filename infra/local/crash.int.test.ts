import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { QueueInfo } from './engines/queues.ts'
import { buildFixture } from './fixture/build.ts'
import { signIn } from './fixture/sign-in.ts'

const folder = mkdtempSync(join(tmpdir(), 'rongxie-crash-'))
let assemblyDir: string
const started: ChildProcess[] = []

type Running = {
  readonly child: ChildProcess
  readonly baseUrl: string
  readonly dataDir: string
  readonly queues: readonly QueueInfo[]
}

const serve = async (dataDir: string): Promise<Running> => {
  const child = fork(join(import.meta.dirname, 'fixture/serve.ts'), [assemblyDir, dataDir], {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  started.push(child)
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', data => resolve(String(data)))
    child.once('exit', code => reject(new Error(`ended with ${code}`)))
  })
  return { child, dataDir, ...JSON.parse(line) }
}

const ended = (child: ChildProcess) => new Promise<void>(resolve => child.once('exit', () => resolve()))

const kill = async ({ child }: Running, signal: NodeJS.Signals): Promise<void> => {
  const end = ended(child)
  child.kill(signal)
  await end
}

const idle = async ({ child }: Running): Promise<void> => {
  const answered = new Promise<void>(resolve => child.once('message', () => resolve()))
  child.send('idle')
  await answered
}

/** Messages that were given up. */
const deadLetters = async ({ queues }: Running): Promise<string | undefined> => {
  const { url } = queues.find(queue => queue.isDeadLetterOf !== undefined) ?? {}
  const sqs = new SQSClient({
    endpoint: new URL(url ?? '').origin,
    region: 'cn-northwest-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  })
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages'] }),
  )
  sqs.destroy()
  return Attributes?.ApproximateNumberOfMessages
}

const seen = async (baseUrl: string): Promise<string[]> => {
  const authorization = await signIn(baseUrl, 'task-force-511702')
  const response = await fetch(`${baseUrl}/seen`, { headers: { authorization } })
  return ((await response.json()) as { names: string[] }).names
}

/** Sends items until the server is gone; gives those that were acknowledged. */
const load = async (baseUrl: string, prefix: string): Promise<readonly string[]> => {
  const authorization = await signIn(baseUrl, 'task-force-511702')
  const acknowledged: string[] = []
  const send = async (worker: number) => {
    for (let index = 0; ; index++) {
      const id = `${prefix}-${worker}-${index}`
      const body = JSON.stringify({ id })
      const response = await fetch(`${baseUrl}/items`, {
        method: 'POST',
        headers: { authorization },
        body,
      }).catch(() => undefined)
      if (response === undefined) return
      if (response.status === 201) acknowledged.push(id)
    }
  }
  await Promise.all([0, 1, 2, 3].map(send))
  return acknowledged
}

const engineOf = (dataDir: string) => readFileSync(join(dataDir, 'dynamodb.pid'), 'utf8')
const isAlive = (pid: string) => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('dynoxide')
  } catch {
    return false
  }
}

beforeAll(async () => {
  assemblyDir = await buildFixture(folder)
}, 60_000)
afterAll(() => {
  for (const child of started) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

describe('SIGKILL', { timeout: 120_000 }, () => {
  test('at any moment loses nothing: all that was acknowledged arrives after the next start', async () => {
    const dataDir = join(folder, 'killed')
    const acknowledged: string[] = []
    for (const [round, milliseconds] of [900, 300, 1500].entries()) {
      const running = await serve(dataDir)
      const loading = load(running.baseUrl, `r${round}`)
      await sleep(milliseconds)
      await kill(running, 'SIGKILL')
      acknowledged.push(...(await loading))
    }
    expect(acknowledged.length).toBeGreaterThan(20)
    const last = await serve(dataDir)
    await idle(last)
    expect(await deadLetters(last)).toBe('0')
    const names = new Set(await seen(last.baseUrl))
    expect(acknowledged.filter(id => !names.has(id))).toEqual([])
    await kill(last, 'SIGTERM')
  })

  test('takes the database engine along, and so does stopping', async () => {
    for (const signal of ['SIGKILL', 'SIGTERM', 'SIGINT'] as const) {
      const running = await serve(join(folder, 'ended'))
      const engine = engineOf(running.dataDir)
      expect(isAlive(engine)).toBe(true)
      await kill(running, signal)
      await vi.waitFor(() => expect(isAlive(engine)).toBe(false), { timeout: 5000 })
    }
  })
})
