import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AwsCall } from '../engines/aws-json.ts'
import { AwsError } from '../engines/aws-json.ts'
import type { Invocation } from '../lambda/instance.ts'
import { type StreamSource, startStreamSource } from './stream-source.ts'

type Event = { readonly Records: readonly { readonly dynamodb: { readonly SequenceNumber: string } }[] }

let dataDir: string
let written: number
let expireNext: boolean
let source: StreamSource | undefined

/** A stream of one shard that holds the records 1 … written. */
const call: AwsCall = async (target, body) => {
  const operation = target.split('.')[1]
  if (operation === 'DescribeStream') return { StreamDescription: { Shards: [{ ShardId: 's' }] } }
  if (operation === 'GetShardIterator')
    return { ShardIterator: String((body as { SequenceNumber?: string }).SequenceNumber ?? 0) }
  const { ShardIterator, Limit } = body as { ShardIterator: string; Limit: number }
  if (expireNext) {
    expireNext = false
    throw new AwsError('ExpiredIteratorException', '')
  }
  const from = Number(ShardIterator)
  const to = Math.min(from + Limit, written)
  const Records = Array.from({ length: to - from }, (_, index) => ({
    eventName: 'INSERT',
    dynamodb: {
      SequenceNumber: String(from + index + 1),
      Keys: { sk: { S: (from + index) % 2 ? 'V#' : 'C#' } },
    },
  }))
  return { Records, NextShardIterator: String(to) }
}

const ok: Invocation = { ok: true, result: null }
const failure: Invocation = { ok: false, error: { errorType: 'Error', errorMessage: '' } }

const follow = (answer: (numbers: readonly number[]) => Invocation, filters: readonly unknown[] = []) => {
  const handed: number[][] = []
  source = startStreamSource({
    spec: {
      fn: { name: 'relay', arn: '', codeDir: '', handler: '', timeoutMs: 1, memoryMb: 1, environment: {} },
      arn: 'stream',
      batchSize: 4,
      windowMs: 0,
      partialFailures: true,
      start: 'TRIM_HORIZON',
      bisect: true,
      filters,
    },
    region: 'r',
    dataDir,
    call,
    log: () => undefined,
    invoke: async (_name, event) => {
      const numbers = (event as Event).Records.map(record => Number(record.dynamodb.SequenceNumber))
      handed.push(numbers)
      return answer(numbers)
    },
  })
  return handed
}

const until = (condition: () => boolean) =>
  vi.waitFor(() => expect(condition()).toBe(true), { timeout: 5000, interval: 5 })
const drained = () => {
  const asked = performance.now()
  return until(() => {
    source?.wake()
    return source?.drainedSince(asked) === true
  })
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'rongxie-stream-'))
  written = 10
  expireNext = false
})
afterEach(async () => {
  await source?.stop()
  rmSync(dataDir, { recursive: true })
})

describe('stream source', () => {
  test('hands over every record once and in order, and goes on where it ended', async () => {
    const first = follow(() => ok)
    await drained()
    expect(first).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
      [9, 10],
    ])
    await source?.stop()
    written = 12
    const second = follow(() => ok)
    await drained()
    expect(second).toEqual([[11, 12]])
  })

  test('a record that fails is tried again until it passes; nothing is skipped or overtakes it', async () => {
    let refusals = 3
    const handed = follow(numbers => (numbers.includes(3) && refusals-- > 0 ? failure : ok))
    await drained()
    expect(handed).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [3], [4], [5, 6, 7, 8], [9, 10]])
    expect(new Set(handed.flat())).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))
  })

  test('a partial failure keeps what came before it and repeats from there', async () => {
    let refused = false
    const handed = follow(() => {
      if (refused) return ok
      refused = true
      return { ok: true, result: { batchItemFailures: [{ itemIdentifier: '3' }] } }
    })
    await drained()
    expect(handed).toEqual([
      [1, 2, 3, 4],
      [3, 4],
      [5, 6, 7, 8],
      [9, 10],
    ])
  })

  test('stopped in the middle of a failing batch it repeats that batch and skips nothing', async () => {
    const before = follow(numbers => (numbers.includes(5) ? failure : ok))
    await until(() => before.length >= 3)
    await source?.stop()
    const after = follow(() => ok)
    await drained()
    expect(after.flat()).toEqual([5, 6, 7, 8, 9, 10])
  })

  test('records that the filter turns away count as read', async () => {
    const handed = follow(() => ok, [{ dynamodb: { Keys: { sk: { S: [{ prefix: 'C#' }] } } } }])
    await drained()
    expect(handed).toEqual([[1, 3], [5, 7], [9]])
  })

  test('an iterator that has expired is opened again after the last record', async () => {
    const handed = follow(() => ok)
    await drained()
    expireNext = true
    written = 12
    await drained()
    await drained()
    expect(handed.at(-1)).toEqual([11, 12])
  })
})
