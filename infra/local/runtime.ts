import { createWriteStream, mkdirSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readApi } from './assembly/api.ts'
import { readEventSources } from './assembly/event-sources.ts'
import { readFunctions } from './assembly/functions.ts'
import { readAssembly } from './assembly/read-assembly.ts'
import { localAccount } from './assembly/resolver.ts'
import { readSchedules } from './assembly/schedules.ts'
import { checkSupported } from './assembly/supported-types.ts'
import { lockFolder } from './engines/folder-lock.ts'
import type { QueueInfo } from './engines/queues.ts'
import { makeAuthorizer } from './http/authorizer.ts'
import { type Gateway, makeGateway } from './http/gateway.ts'
import { listenOnLoopback } from './http/listen.ts'
import { makeIssuer } from './issuer/issuer.ts'
import { openIssuerKeys, publicKeys } from './issuer/issuer-keys.ts'
import type { EngineEndpoints } from './lambda/environment.ts'
import { type Functions, startFunctions } from './lambda/functions.ts'
import { type Engines, startEngines } from './runtime-engines.ts'
import { untilIdle } from './runtime-idle.ts'
import { startQueueSource } from './sources/queue-source.ts'
import { startSchedules } from './sources/schedules.ts'
import { type StreamSource, startStreamSource } from './sources/stream-source.ts'

export type RuntimeOptions = {
  /** A synthesised cloud assembly. */
  readonly assemblyDir: string
  /** Where everything is kept; starting again with the same folder goes on where the last run ended. */
  readonly dataDir: string
  /** 0 takes any free port. */
  readonly port: number
  readonly log?: (line: string) => void
  /** Regions whose supervisors the console's sign-in page offers. */
  readonly consoleRegions?: readonly string[]
}

export type LocalRuntime = {
  readonly baseUrl: string
  readonly issuer: string
  readonly endpoints: EngineEndpoints
  readonly region: string
  /** By table name. */
  readonly tables: Readonly<Record<string, { readonly name: string; readonly streamArn: string | undefined }>>
  /** All queues of this moment, also those that functions made. */
  readonly queues: readonly QueueInfo[]
  /** Resolves when inboxes are empty, streams are read to their end and no function runs. */
  readonly idle: () => Promise<void>
  /** Runs a schedule now, by rule, function or schedule name; rejects when the function fails. */
  readonly runSchedule: (name: string) => Promise<void>
  /** The functions' clock from now on stands so much further ahead: hours of silence pass in a moment. */
  readonly putClockForward: (ms: number) => void
  readonly residentBytes: () => {
    readonly runtime: number
    readonly dynamodb: number
    readonly total: number
  }
  readonly stop: () => Promise<void>
}

const graceMs = 2000

const startSources = (options: {
  readonly sources: ReturnType<typeof readEventSources>
  readonly engines: Engines
  readonly functions: Functions
  readonly region: string
  readonly dataDir: string
  readonly log: (line: string) => void
}) => {
  const { sources, engines, functions, ...rest } = options
  const { queues, dynamodb: call } = engines
  const { invoke } = functions
  // Functions of an earlier life that held these messages are gone; waiting out their visibility helps nobody.
  for (const { arn } of sources.queues) queues.takeBack(arn)
  return {
    queues: sources.queues.map(spec => startQueueSource({ ...rest, spec, queues, invoke })),
    streams: sources.streams.map(spec => startStreamSource({ ...rest, spec, call, invoke })),
  }
}

/** Tables whose name a function knows: those it may have written to. */
const streamsOf = (
  engines: Engines,
  environment: Readonly<Record<string, string>>,
): readonly (string | undefined)[] => {
  const values = new Set(Object.values(environment))
  return engines.tables.filter(({ name }) => values.has(name)).map(({ streamArn }) => streamArn)
}

const starting: Gateway = (_request, response) => {
  response.writeHead(503, { 'content-type': 'application/json' }).end('{"message":"Service Unavailable"}')
}

/** Runs a synthesised assembly on this machine: the same bundles, routes, queues, streams, keys and schedules. */
export const startRuntime = async (options: RuntimeOptions): Promise<LocalRuntime> => {
  const { assemblyDir, dataDir, consoleRegions = [], log = () => undefined } = options
  const stops: (() => Promise<void>)[] = []
  const defer = (stop: () => Promise<void>) => void stops.unshift(stop)
  const stop = async () => {
    for (const end of stops.splice(0)) await end()
  }
  try {
    return await start()
  } catch (error) {
    await stop()
    throw error
  }

  async function start(): Promise<LocalRuntime> {
    const assembly = readAssembly(assemblyDir)
    checkSupported(assembly)
    mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 })
    const unlock = lockFolder(dataDir)
    defer(async () => unlock())

    let answer: Gateway = starting
    const listener = await listenOnLoopback(options.port, (request, response) => answer(request, response))
    defer(listener.stop)
    const baseUrl = `http://localhost:${listener.port}`
    const issuer = `${baseUrl}/oidc`
    const engines = await startEngines({ assembly, dataDir, apiEndpoint: baseUrl, defer })
    const { resolver, endpoints, queues } = engines
    const { region } = assembly

    const specs = readFunctions(assembly, resolver)
    const sources = readEventSources(assembly, resolver, specs)
    const api = readApi(assembly, resolver, specs)
    const schedules = readSchedules(assembly, resolver, specs)

    let lastFinished = performance.now()
    let ahead = 0
    let streams: readonly StreamSource[] = []
    const wakes = new Map(specs.map(spec => [spec.name, streamsOf(engines, spec.environment)]))
    const onFinished = (name: string) => {
      lastFinished = performance.now()
      const written = wakes.get(name) ?? []
      for (const [index, { arn }] of sources.streams.entries())
        if (written.includes(arn)) streams[index]?.wake()
    }
    const functions = startFunctions({ specs, dataDir, region, endpoints, onFinished, ahead: () => ahead })
    defer(functions.stop)
    const { invoke } = functions
    const clocks = startSchedules({ specs: schedules, region, account: localAccount, invoke, log })
    const started = startSources({ sources, engines, functions, region, dataDir, log })
    streams = started.streams

    const keys = await openIssuerKeys(dataDir)
    const authorizers = api?.routes.flatMap(route => route.authorizer ?? []) ?? []
    const foreign = authorizers.find(authorizer => authorizer.issuer !== issuer)
    if (foreign !== undefined) log(`模板的令牌签发方 ${foreign.issuer} 由本机的 ${issuer} 代替`)
    const audience = authorizers[0]?.audience[0] ?? 'rongxie-api'
    const oidc = makeIssuer({ keys, baseUrl, audience, consoleRegions, log })
    const accessLog = createWriteStream(join(dataDir, 'logs', 'access.log'), { flags: 'a' })
    const gateway = makeGateway({
      api: api ?? { id: 'none', routes: [] },
      authorize: makeAuthorizer(publicKeys(keys), issuer),
      invoke,
      onAnswered: line => void accessLog.write(`${JSON.stringify(line)}\n`),
    })
    answer = (request: IncomingMessage, response: ServerResponse) => {
      if (!oidc.handle(request, response)) gateway(request, response)
    }

    defer(async () => {
      answer = starting
      clocks.stop()
      const ended = [...started.queues, ...started.streams].map(source => source.stop())
      queues.endWaits()
      const until = Date.now() + graceMs
      while (functions.running() > 0 && Date.now() < until) await sleep(10)
      await functions.stop()
      await Promise.all(ended)
      accessLog.end()
    })

    return {
      baseUrl,
      issuer,
      endpoints,
      region,
      tables: Object.fromEntries(engines.tables.map(({ name, streamArn }) => [name, { name, streamArn }])),
      get queues() {
        return queues.list()
      },
      idle: () =>
        untilIdle({
          running: functions.running,
          lastFinished: () => lastFinished,
          waiting: () => sources.queues.reduce((sum, { arn }) => sum + queues.depth(arn), 0),
          streams,
        }),
      runSchedule: clocks.run,
      putClockForward: ms => {
        ahead += ms
      },
      residentBytes: () => {
        const runtime = process.memoryUsage.rss()
        const dynamodb = engines.databaseBytes()
        return { runtime, dynamodb, total: runtime + dynamodb }
      },
      stop,
    }
  }
}
