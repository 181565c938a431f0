import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

const checkpointSchema = z.object({
  stream: z.string(),
  /** Shard → last handled sequence number, or `closed` when nothing more can come. */
  shards: z.record(z.string(), z.string()),
})
type Kept = z.output<typeof checkpointSchema>

export type Checkpoints = {
  readonly of: (shard: string) => string | undefined
  readonly set: (shard: string, sequenceNumber: string) => void
  readonly close: () => void
}

/** What is kept, if it can be read; if not, the stream is read from its start: that repeats and never skips. */
const readKept = (file: string): Kept | undefined => {
  try {
    return checkpointSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}

/** How far a function has read a stream; on disk after each batch, so that a killed runtime goes on from there. */
export const openCheckpoints = (dataDir: string, functionName: string, streamArn: string): Checkpoints => {
  const folder = join(dataDir, 'checkpoints')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${functionName}.json`)
  const kept = readKept(file)
  // Another stream counts from the start again: its numbers say nothing about this one's.
  const shards: Record<string, string> = kept?.stream === streamArn ? kept.shards : {}
  const descriptor = openSync(file, existsSync(file) ? 'r+' : 'w+')
  let width = existsSync(file) ? readFileSync(file).length : 0
  return {
    of: shard => shards[shard],
    set: (shard, sequenceNumber) => {
      if (shards[shard] === sequenceNumber) return
      shards[shard] = sequenceNumber
      // One write in place, padded over what stood there: no kill can fall into the middle of it.
      const text = JSON.stringify({ stream: streamArn, shards }).padEnd(width)
      width = text.length
      writeSync(descriptor, text, 0)
    },
    close: () => closeSync(descriptor),
  }
}
