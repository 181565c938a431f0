import * as z from 'zod'
import { type AwsCall, AwsError } from '../engines/aws-json.ts'

const recordSchema = z.looseObject({ dynamodb: z.looseObject({ SequenceNumber: z.string() }) })
export type StreamRecord = z.output<typeof recordSchema>

const pageSchema = z.object({
  Records: z.array(recordSchema).default([]),
  NextShardIterator: z.string().nullish(),
})

const iteratorSchema = z.object({ ShardIterator: z.string() })

const shardsSchema = z.object({
  StreamDescription: z.object({
    Shards: z.array(z.object({ ShardId: z.string(), ParentShardId: z.string().nullish() })).default([]),
  }),
})

const api = 'DynamoDBStreams_20120810'

export type Shard = { readonly id: string; readonly parent: string | undefined }

export const shardsOf = async (call: AwsCall, streamArn: string): Promise<readonly Shard[]> => {
  const described = shardsSchema.parse(await call(`${api}.DescribeStream`, { StreamArn: streamArn }))
  return described.StreamDescription.Shards.map(shard => ({
    id: shard.ShardId,
    parent: shard.ParentShardId ?? undefined,
  }))
}

export type ShardReader = {
  /** The next records in order; undefined when the shard has ended. */
  readonly read: (limit: number) => Promise<readonly StreamRecord[] | undefined>
}

/** Reads a shard onwards from the given sequence number, or from where the mapping says a new one begins. */
export const shardReader = (options: {
  readonly call: AwsCall
  readonly streamArn: string
  readonly shard: string
  readonly start: 'TRIM_HORIZON' | 'LATEST'
  readonly after: string | undefined
}): ShardReader => {
  const { call, streamArn, shard, start } = options
  let { after } = options
  let iterator: string | null | undefined

  const open = async (): Promise<string> => {
    const from =
      after === undefined
        ? { ShardIteratorType: start }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }
    const opened = await call(`${api}.GetShardIterator`, { StreamArn: streamArn, ShardId: shard, ...from })
    return iteratorSchema.parse(opened).ShardIterator
  }

  return {
    read: async limit => {
      if (iterator === null) return undefined
      iterator ??= await open()
      try {
        const page = pageSchema.parse(
          await call(`${api}.GetRecords`, { ShardIterator: iterator, Limit: limit }),
        )
        iterator = page.NextShardIterator ?? null
        after = page.Records.at(-1)?.dynamodb.SequenceNumber ?? after
        return page.Records
      } catch (error) {
        iterator = undefined
        if (error instanceof AwsError && error.code === 'ExpiredIteratorException') return []
        throw error
      }
    },
  }
}
