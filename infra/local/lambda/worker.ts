import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import type { FunctionError, Invoke, Reply, WorkerSettings } from './messages.ts'

// The thread one function lives in: loads its bundle once, then runs every event that arrives.

type Handler = (event: unknown, context: object) => unknown

const { codeDir, handler, arn } = workerData as WorkerSettings
const { env } = process

const machineNow = Date.now
let ahead = 0

/** Puts this thread's clock ahead; a bundle asks `Date` for the time and notices nothing else. */
const setClock = (ms: number): void => {
  if (ahead === 0 && ms !== 0) {
    Date.now = () => machineNow() + ahead
    globalThis.Date = new Proxy(Date, {
      construct: (real, given: unknown[], called) =>
        Reflect.construct(real, given.length > 0 ? given : [real.now()], called),
    })
  }
  ahead = ms
}

const fileOf = (module: string): string => {
  const found = ['.mjs', '.js', '.cjs'].map(ending => join(codeDir, module + ending)).find(existsSync)
  if (found === undefined) throw new Error(`Cannot find module '${module}' in ${codeDir}`)
  return found
}

const load = async (): Promise<Handler> => {
  const dot = handler.lastIndexOf('.')
  const module = await import(pathToFileURL(fileOf(handler.slice(0, dot))).href)
  const name = handler.slice(dot + 1)
  const found = module[name] ?? module.default?.[name]
  if (typeof found !== 'function') throw new Error(`${handler} is undefined or not exported`)
  return found
}

const contextOf = ({ requestId, deadline }: Invoke) => ({
  awsRequestId: requestId,
  callbackWaitsForEmptyEventLoop: true,
  functionName: env.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: '$LATEST',
  invokedFunctionArn: arn,
  memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
  logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
  getRemainingTimeInMillis: () => Math.max(0, deadline - machineNow()),
})

const errorOf = (error: unknown): FunctionError =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message }
    : { errorType: typeof error, errorMessage: String(error) }

const reply = (message: Reply) => parentPort?.postMessage(message)

const run = async (handle: Handler, invoke: Invoke): Promise<void> => {
  setClock(invoke.ahead)
  try {
    const result = await handle(JSON.parse(invoke.event), contextOf(invoke))
    reply({ kind: 'result', id: invoke.id, result: JSON.stringify(result) })
  } catch (error) {
    console.error(error)
    reply({ kind: 'error', id: invoke.id, error: errorOf(error) })
  }
}

const handle = await load()
parentPort?.on('message', (invoke: Invoke) => void run(handle, invoke))
reply({ kind: 'ready' })
