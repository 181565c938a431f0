import { randomUUID } from 'node:crypto'
import type { Writable } from 'node:stream'
import { Worker } from 'node:worker_threads'
import type { FunctionSpec } from '../assembly/functions.ts'
import type { FunctionError, Invoke, Reply, WorkerSettings } from './messages.ts'

export type Invocation =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: FunctionError }

/** One warm thread of a function. */
export type Instance = {
  readonly invoke: (event: unknown) => Promise<Invocation>
  readonly running: () => number
  readonly end: () => Promise<void>
}

type Pending = { readonly settle: (outcome: Invocation) => void }

// Lambda gives a cold start ten seconds; two cores that start every function at once may need longer.
const startLimitMs = 60_000

const failed = (errorType: string, errorMessage: string): Invocation => ({
  ok: false,
  error: { errorType, errorMessage },
})

const startWorker = (spec: FunctionSpec, environment: Record<string, string>, log: Writable): Worker => {
  const settings: WorkerSettings = { codeDir: spec.codeDir, handler: spec.handler, arn: spec.arn }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: settings,
    env: environment,
    execArgv: [],
    stdout: true,
    stderr: true,
    // A small young generation keeps twenty idle threads small, too small a one collects all day long;
    // the old one may grow to what the template allows.
    resourceLimits: { maxOldGenerationSizeMb: spec.memoryMb, maxYoungGenerationSizeMb: 24 },
  })
  worker.stdout.pipe(log, { end: false })
  worker.stderr.pipe(log, { end: false })
  return worker
}

/**
 * Starts a thread. `onRetired` is called once, when it takes no more events: after a crash or a timeout;
 * the others that run in it may still finish after a timeout, as they would in their own sandboxes.
 */
export const startInstance = (
  spec: FunctionSpec,
  environment: Record<string, string>,
  log: Writable,
  onRetired: () => void,
  ahead: () => number = () => 0,
): Instance => {
  const worker = startWorker(spec, environment, log)
  const pending = new Map<number, Pending>()
  let nextId = 0
  let retired = false

  const retire = () => {
    if (!retired) onRetired()
    retired = true
    if (pending.size === 0) void worker.terminate()
  }
  const settle = (id: number, outcome: Invocation) => {
    const waiting = pending.get(id)
    pending.delete(id)
    waiting?.settle(outcome)
    if (retired && pending.size === 0) void worker.terminate()
  }
  const settleAll = (outcome: Invocation) => {
    for (const id of [...pending.keys()]) settle(id, outcome)
  }

  let started: () => void = () => undefined
  const ready = new Promise<void>(resolve => {
    started = resolve
  })
  worker.on('message', (reply: Reply) => {
    if (reply.kind === 'ready') return started()
    if (reply.kind === 'error') return settle(reply.id, { ok: false, error: reply.error })
    settle(reply.id, { ok: true, result: reply.result === undefined ? null : JSON.parse(reply.result) })
  })
  worker.on('error', error => {
    log.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    retire()
    settleAll(failed('Runtime.UnhandledError', error instanceof Error ? error.message : String(error)))
    started()
  })
  worker.on('exit', () => {
    retire()
    settleAll(failed('Runtime.ExitError', 'Runtime exited before the handler answered'))
    started()
  })

  const timeOut = (id: number, ms: number, what: string) =>
    setTimeout(() => {
      if (!pending.has(id)) return
      const message = `${what} after ${(ms / 1000).toFixed(2)} seconds`
      log.write(`${message}\n`)
      settle(id, failed('Sandbox.Timedout', message))
      retire()
    }, ms)

  const invoke = (event: unknown): Promise<Invocation> =>
    new Promise(resolve => {
      const id = nextId++
      let timer = timeOut(id, startLimitMs, 'Function did not start')
      pending.set(id, {
        settle: outcome => {
          clearTimeout(timer)
          resolve(outcome)
        },
      })
      void ready.then(() => {
        if (!pending.has(id)) return
        clearTimeout(timer)
        timer = timeOut(id, spec.timeoutMs, 'Task timed out')
        const deadline = Date.now() + spec.timeoutMs
        worker.postMessage({
          id,
          event: JSON.stringify(event),
          requestId: randomUUID(),
          deadline,
          ahead: ahead(),
        } satisfies Invoke)
      })
    })

  return {
    invoke,
    running: () => pending.size,
    end: async () => {
      await worker.terminate()
    },
  }
}
