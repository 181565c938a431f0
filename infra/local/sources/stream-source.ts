import type { StreamSourceSpec } from '../assembly/event-sources.ts'
import type { AwsCall } from '../engines/aws-json.ts'
import type { Invocation } from '../lambda/instance.ts'
import { nextStep } from './batch-outcome.ts'
import { openCheckpoints } from './checkpoints.ts'
import { filterOf } from './event-filter.ts'
import { pause } from './pause.ts'
import { type ShardReader, type StreamRecord, shardReader, shardsOf } from './shard-reader.ts'

export type StreamSource = {
  /** Look at once: something may have been written. */
  readonly wake: () => void
  /** True when a look that began after this moment (of performance.now) found nothing left. */
  readonly drainedSince: (moment: number) => boolean
  readonly stop: () => Promise<void>
}

const busyMs = 20
// One look for what several calls wrote costs less than one each; AWS itself looks four times a second.
const gatherMs = 150
const idleMs = 250
const longestBackOffMs = 5000
const closed = 'closed'

/** Reads a table's stream for a function: each shard in order, nothing passed over, the checkpoint on disk. */
export const startStreamSource = (options: {
  readonly spec: StreamSourceSpec
  readonly region: string
  readonly dataDir: string
  readonly call: AwsCall
  readonly invoke: (functionName: string, event: unknown) => Promise<Invocation>
  readonly log: (line: string) => void
}): StreamSource => {
  const { spec, region, dataDir, call, invoke, log } = options
  const { fn, arn } = spec
  const checkpoints = openCheckpoints(dataDir, fn.name, arn)
  const passes = filterOf(spec.filters)
  const rest = pause()
  const lastEmpty = new Map<string, number>()
  let stopped = false

  const eventOf = (records: readonly StreamRecord[]) => ({
    Records: records.map(record => ({ ...record, awsRegion: region, eventSourceARN: arn })),
  })
  const sequenceOf = (record: StreamRecord) => record.dynamodb.SequenceNumber

  const backOff = (tries: number) => rest.uninterrupted(Math.min(longestBackOffMs, 100 * 2 ** tries))

  const handle = async (shard: string, page: readonly StreamRecord[]): Promise<void> => {
    let waiting = page.filter(passes)
    let size = spec.batchSize
    for (let tries = 0; waiting.length > 0 && !stopped; ) {
      const batch = waiting.slice(0, size)
      const items = batch.map(sequenceOf)
      const invocation = await invoke(fn.name, eventOf(batch))
      if (stopped) return
      const step = nextStep({ ...spec, items, invocation, fullSize: spec.batchSize })
      const last = items[step.done - 1]
      if (last !== undefined) checkpoints.set(shard, last)
      waiting = waiting.slice(step.done)
      size = step.size
      tries = step.done > 0 ? 0 : tries + 1
      if (step.retry) {
        if (tries === 1) log(`函数 ${fn.name} 没有处理完 ${items[step.done]} 起的记录，稍后重试`)
        await backOff(tries)
      }
    }
    const end = page.at(-1)
    if (!stopped && end !== undefined) checkpoints.set(shard, sequenceOf(end))
  }

  const gather = async (shard: string, read: ShardReader['read']) => {
    const page = await read(spec.batchSize)
    if (page === undefined || page.length === 0) return page
    lastEmpty.set(shard, Number.NEGATIVE_INFINITY)
    if (spec.windowMs === 0) return page
    const records = [...page]
    const until = performance.now() + spec.windowMs
    while (records.length < spec.batchSize && performance.now() < until && !stopped) {
      await rest.uninterrupted(busyMs)
      records.push(...((await read(spec.batchSize - records.length)) ?? []))
    }
    return records
  }

  const follow = async (shard: string): Promise<void> => {
    const after = checkpoints.of(shard)
    const reader = shardReader({ call, streamArn: arn, shard, start: spec.start, after })
    for (let wait = busyMs; !stopped; ) {
      const began = performance.now()
      try {
        const page = await gather(shard, reader.read)
        if (page === undefined) return checkpoints.set(shard, closed)
        if (page.length > 0) {
          wait = busyMs
          await handle(shard, page)
          if (page.length < spec.batchSize) await rest.uninterrupted(gatherMs)
          continue
        }
        lastEmpty.set(shard, began)
      } catch (error) {
        if (!stopped) log(`读取 ${arn} 出错：${String(error)}`)
      }
      const woken = await rest.interruptible(wait)
      if (woken) await rest.uninterrupted(gatherMs)
      wait = woken ? busyMs : Math.min(idleMs, wait * 1.5)
    }
    lastEmpty.delete(shard)
  }

  const followAll = async (): Promise<void> => {
    const following = new Map<string, Promise<void>>()
    while (!stopped) {
      const shards = await shardsOf(call, arn).catch(() => [])
      const open = shards.filter(({ id }) => checkpoints.of(id) !== closed)
      for (const { id, parent } of open) {
        // A child holds what came after its parent.
        if (following.has(id) || open.some(shard => shard.id === parent)) continue
        const ended = follow(id).finally(() => {
          following.delete(id)
          lastEmpty.delete(id)
        })
        following.set(id, ended)
      }
      await Promise.race([...following.values(), rest.uninterrupted(5000)])
    }
    await Promise.all(following.values())
  }
  const reading = followAll()

  return {
    wake: rest.wake,
    drainedSince: moment => lastEmpty.size > 0 && [...lastEmpty.values()].every(began => began >= moment),
    stop: async () => {
      stopped = true
      rest.end()
      await reading
      checkpoints.close()
    },
  }
}
