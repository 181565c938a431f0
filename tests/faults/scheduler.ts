import type { ServiceName } from '#shared/service/declaration.ts'
import type { Called, Claims } from '#shared/testing/harness.ts'
import type { Chance } from './chance.ts'
import type { Ended, Steps } from './steps.ts'
import { type Message, names, type StreamRecord, type World } from './world.ts'

export type Weather = {
  /** One step in so many goes wrong; 0 is calm. */
  readonly mishapOneIn: number
  /** Every message and every commit is delivered twice. */
  readonly twice: boolean
  /** Its inbox is read only when hardly anything else is left to do: what comes later overtakes. */
  readonly slow?: ServiceName | undefined
}

type Ask = readonly [
  claims: Claims,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
  key?: string,
]

/** What a caller does over HTTP: the same call with the same key until it is answered. */
export type Callers = {
  readonly ask: (service: ServiceName, ...ask: Ask) => Promise<Called>
  readonly tick: (service: ServiceName, schedule: string) => Promise<void>
  /** Something that begins when so many turns have passed. */
  readonly later: (turns: number, begin: () => void) => void
}

const mostRunning = 4
/** After so many vain tries without any news a message waits for news. */
const vainTries = 6

/** Lets functions run over the world in an order that chance gives, until nothing is left to do. */
export const makeScheduler = (world: World, steps: Steps, chance: Chance) => {
  const { held, services } = world
  const calls: { readonly what: string; readonly begin: () => void }[] = []
  const delayed: { readonly from: number; readonly begin: () => void }[] = []
  const inHand = new Set<Message | string>()
  const deliveries = new Map<Message | StreamRecord, number>()
  const vain = new Map<Message, { tries: number; news: number }>()
  const wakers: (() => readonly (() => void)[])[] = []
  let turn = 0

  /** How often it is to be delivered with success; drawn once. */
  const wanted = (what: Message | StreamRecord, { twice }: Weather): number => {
    const left = deliveries.get(what) ?? (twice || chance.oneIn(6) ? 2 : 1)
    deliveries.set(what, left)
    return left
  }
  const delivered = (what: Message | StreamRecord, weather: Weather): boolean => {
    const left = wanted(what, weather) - 1
    deliveries.set(what, left)
    return left <= 0
  }

  const take = <T>(from: readonly T[], most: number): readonly T[] =>
    from.slice(0, 1 + chance.below(Math.min(most, from.length)))
  const shuffled = <T>(all: readonly T[]): readonly T[] => {
    const rest = [...all]
    return all.map(() => rest.splice(chance.below(rest.length), 1)[0] as T)
  }

  const startInbox = (name: ServiceName, ready: readonly Message[], weather: Weather) => (): void => {
    const messages = take(shuffled(ready), 3)
    for (const message of messages) {
      message.receives += 1
      inHand.add(message)
    }
    const news = held.kept.count
    steps.start<ReadonlySet<string>>(
      `${name} inbox`,
      () => services[name].inbox(messages),
      ended => {
        const queue = held.kept.inboxes.get(name) ?? []
        for (const message of messages) {
          inHand.delete(message)
          if (ended.kind !== 'answered') continue
          if (ended.result.has(String(message.id))) {
            const before = vain.get(message)
            vain.set(message, { news, tries: before?.news === news ? before.tries + 1 : 1 })
          } else if (delivered(message, weather)) queue.splice(queue.indexOf(message), 1)
        }
      },
    )
  }

  /** In order within an aggregate, as a stream is; across aggregates in any. */
  const startRelay = (name: ServiceName, keys: readonly string[], weather: Weather) => (): void => {
    const stream = held.kept.streams.get(name) ?? []
    const picked = take(shuffled(keys), 3)
    const records = picked.flatMap(key =>
      take(
        stream.filter(({ item }) => `${name} ${item['pk']}` === key),
        3,
      ),
    )
    for (const key of picked) inHand.add(key)
    steps.start<number | undefined>(
      `${name} relay`,
      () => services[name].relay(records),
      ended => {
        for (const key of picked) inHand.delete(key)
        if (ended.kind !== 'answered' || ended.result !== undefined) return
        for (const record of records) if (delivered(record, weather)) stream.splice(stream.indexOf(record), 1)
      },
    )
  }

  const isReady = (message: Message): boolean => {
    const tried = vain.get(message)
    return !inHand.has(message) && !(tried && tried.tries >= vainTries && tried.news === held.kept.count)
  }

  const startable = (weather: Weather): readonly (() => void)[] => [
    ...names.flatMap(name => {
      const shown = (held.kept.inboxes.get(name) ?? []).filter(isReady)
      const ready = name === weather.slow && !chance.oneIn(40) ? [] : shown
      const keys = new Set((held.kept.streams.get(name) ?? []).map(({ item }) => `${name} ${item['pk']}`))
      const free = [...keys].filter(key => !inHand.has(key))
      return [
        ...(ready.length > 0 ? [startInbox(name, ready, weather)] : []),
        ...(free.length > 0 ? [startRelay(name, free, weather)] : []),
      ]
    }),
    ...calls.map(call => () => {
      calls.splice(calls.indexOf(call), 1)
      call.begin()
    }),
    ...wakers.flatMap(wake => wake()),
  ]

  const due = (): (() => void) | undefined => {
    const at = delayed.findIndex(({ from }) => from <= turn)
    return at < 0 ? undefined : delayed.splice(at, 1)[0]?.begin
  }

  const run = async (weather: Weather): Promise<void> => {
    for (;;) {
      turn += 1
      if (turn > 300_000) throw new Error('no rest in sight')
      await steps.quiet()
      due()?.()
      const ready = steps.running() < mostRunning ? startable(weather) : []
      if (steps.waiting() > 0 && (ready.length === 0 || !chance.oneIn(4)))
        await steps.takeOne(chance, weather.mishapOneIn)
      else if (ready.length > 0) chance.pick(ready)()
      else if (delayed.length > 0) turn = Math.min(...delayed.map(({ from }) => from))
      else if (steps.running() === 0) {
        const left = startable({ ...weather, slow: undefined })
        if (left.length === 0) return
        chance.pick(left)()
      }
    }
  }

  const attempt = <R>(what: string, work: () => Promise<R>): Promise<Ended<R>> =>
    new Promise(resolve => {
      calls.push({ what, begin: () => steps.start(what, work, resolve) })
    })

  const callers: Callers = {
    ask: async (service, ...ask) => {
      for (;;) {
        const ended = await attempt(`${ask[1]} ${ask[2]}`, () => services[service].door.call(...ask))
        if (ended.kind === 'answered' && ended.result.status < 500) return ended.result
      }
    },
    tick: async (service, schedule) => {
      await attempt(`${service} ${schedule}`, () => services[service].clock(schedule))
    },
    later: (turns, begin) => void delayed.push({ from: turn + turns, begin }),
  }
  return {
    run,
    callers,
    /** Asked each turn what could begin now. */
    onEachTurn: (wake: () => readonly (() => void)[]) => void wakers.push(wake),
    unfinished: (): readonly string[] =>
      names.flatMap(name => [
        ...(held.kept.inboxes.get(name) ?? []).map(({ body }) => `${name} cannot end ${body.slice(0, 160)}`),
        ...(held.kept.streams.get(name) ?? []).map(({ item }) => `${name} has not carried ${item['pk']}`),
      ]),
  }
}
export type Scheduler = ReturnType<typeof makeScheduler>
