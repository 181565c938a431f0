import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import type { StoredRow } from '../audit/chain.ts'
import { everyRow } from '../audit/tables.ts'

export type RelayFunction = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>

export type Republished = { readonly carried: number; readonly stuck: readonly string[] }

/** As many at once as the stream hands over. */
const batchSize = 100

const isSince = ({ sk, payload }: StoredRow, since: string): boolean =>
  sk.startsWith('C#') && String((JSON.parse(String(payload)) as { at: unknown }).at) >= since

/** A commit as the stream showed it when it was written; its key stands for the sequence number. */
const recordOf = (row: StoredRow): DynamoDBRecord => ({
  eventName: 'INSERT',
  dynamodb: {
    SequenceNumber: `${row.pk}@${row.sk}`,
    Keys: marshall({ pk: row.pk, sk: row.sk }) as never,
    NewImage: marshall(row, { removeUndefinedValues: true }) as never,
  },
})

/** One that cannot be carried is named and passed over: whoever runs this reads the names. */
const carry = async (
  relay: RelayFunction,
  records: readonly DynamoDBRecord[],
): Promise<readonly string[]> => {
  const stuck: string[] = []
  let left = records
  while (left.length > 0) {
    const [failed] = (await relay({ Records: [...left] })).batchItemFailures
    if (!failed) break
    stuck.push(failed.itemIdentifier)
    left = left.slice(
      left.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === failed.itemIdentifier) + 1,
    )
  }
  return stuck
}

/** Gives every commit of a table since an instant to the relay again: same rows, same events, same ids. */
export const republish = async (
  database: DynamoDBDocumentClient,
  table: string,
  since: string,
  relay: RelayFunction,
): Promise<Republished> => {
  const stuck: string[] = []
  let carried = 0
  let batch: DynamoDBRecord[] = []
  const flush = async () => {
    const failed = await carry(relay, batch)
    stuck.push(...failed)
    carried += batch.length - failed.length
    batch = []
  }
  for await (const row of everyRow(database, table)) {
    if (!isSince(row, since)) continue
    batch.push(recordOf(row))
    if (batch.length === batchSize) await flush()
  }
  await flush()
  return { carried, stuck }
}
