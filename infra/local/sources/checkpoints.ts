import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

const checkpointSchema = z.object({
  stream: z.string(),
  /** Shard → last handled sequence number, or `closed` when nothing more can come. */
  shards: z.record(z.string(), z.string()),
})

export type Checkpoints = {
  readonly of: (shard: string) => string | undefined
  readonly set: (shard: string, sequenceNumber: string) => void
}

/** How far a function has read a stream; on disk after each batch, so that a killed runtime repeats and never skips. */
export const openCheckpoints = (dataDir: string, functionName: string, streamArn: string): Checkpoints => {
  const folder = join(dataDir, 'checkpoints')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${functionName}.json`)
  const kept = existsSync(file)
    ? checkpointSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    : { stream: streamArn, shards: {} }
  // Another stream counts from the start again: its numbers say nothing about this one's.
  const shards: Record<string, string> = kept.stream === streamArn ? kept.shards : {}
  return {
    of: shard => shards[shard],
    set: (shard, sequenceNumber) => {
      if (shards[shard] === sequenceNumber) return
      shards[shard] = sequenceNumber
      writeFileSync(`${file}.new`, JSON.stringify({ stream: streamArn, shards }))
      renameSync(`${file}.new`, file)
    },
  }
}
