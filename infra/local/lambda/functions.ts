import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { FunctionSpec } from '../assembly/functions.ts'
import { type EngineEndpoints, environmentFor } from './environment.ts'
import { type Instance, type Invocation, startInstance } from './instance.ts'

export type Functions = {
  readonly invoke: (name: string, event: unknown) => Promise<Invocation>
  readonly running: () => number
  readonly stop: () => Promise<void>
}

const largestLog = 20_000_000

const logStream = (dataDir: string, name: string) => {
  const folder = join(dataDir, 'logs')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}.log`)
  if (existsSync(file) && statSync(file).size > largestLog) renameSync(file, `${file}.1`)
  return createWriteStream(file, { flags: 'a' })
}

/** Every function of the assembly, each in its own thread from its first event on. */
export const startFunctions = (options: {
  readonly specs: readonly FunctionSpec[]
  readonly dataDir: string
  readonly region: string
  readonly endpoints: EngineEndpoints
  /** Called after each invocation: what it wrote may have to be carried on. */
  readonly onFinished: (name: string) => void
  /** How far the functions' clock stands ahead of the machine's, in ms. */
  readonly ahead?: () => number
}): Functions => {
  const { specs, dataDir, region, endpoints, onFinished, ahead } = options
  const known = new Map(
    specs.map(spec => [
      spec.name,
      { spec, environment: environmentFor(spec, region, endpoints), log: logStream(dataDir, spec.name) },
    ]),
  )
  const current = new Map<string, Instance>()
  const alive = new Set<Instance>()
  let running = 0

  const instanceOf = (name: string): Instance => {
    const warm = current.get(name)
    if (warm !== undefined) return warm
    const fn = known.get(name)
    if (fn === undefined) throw new Error(`没有函数 ${name}`)
    const onRetired = () => {
      if (current.get(name) === instance) current.delete(name)
    }
    const instance = startInstance(fn.spec, fn.environment, fn.log, onRetired, ahead)
    alive.add(instance)
    current.set(name, instance)
    return instance
  }

  return {
    invoke: async (name, event) => {
      const instance = instanceOf(name)
      running++
      try {
        return await instance.invoke(event)
      } finally {
        running--
        if (instance.running() === 0 && current.get(name) !== instance) alive.delete(instance)
        onFinished(name)
      }
    },
    running: () => running,
    stop: async () => {
      await Promise.all([...alive].map(instance => instance.end()))
      for (const { log } of known.values()) log.end()
    },
  }
}
