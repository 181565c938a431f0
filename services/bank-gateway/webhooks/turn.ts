import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import type { CommitTable } from '#shared/commits/table.ts'

/** How the last rounds went; figures of the machine, no decision, and so beside the log and not in it. */
const progressSchema = z.object({
  lastAttemptAt: z.string().optional(),
  lastSuccessAt: z.string().optional(),
  nextAttemptAt: z.string().optional(),
  /** The receiver asked for a pause until then. */
  holdUntil: z.string().optional(),
})
export type Progress = z.infer<typeof progressSchema>

const turnSchema = progressSchema.extend({ turn: z.int(), heldUntil: z.string() })
export type Turn = z.infer<typeof turnSchema>

const keyOf = (bankId: string) => ({ pk: `webhook#${bankId}`, sk: 'TURN' })

const read = async ({ client, name }: CommitTable, bankId: string): Promise<Turn | undefined> => {
  const { pk, sk } = keyOf(bankId)
  const { Items } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk AND sk = :sk',
      ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      ConsistentRead: true,
    }),
  )
  return turnSchema.optional().parse(Items?.[0])
}

/** Nobody else wrote it since `seen`. */
const put = async (
  { client, name }: CommitTable,
  bankId: string,
  turn: Turn,
  seen: number | undefined,
): Promise<boolean> => {
  try {
    await client.send(
      new PutCommand({
        TableName: name,
        Item: { ...keyOf(bankId), ...turn },
        ConditionExpression: seen === undefined ? 'attribute_not_exists(pk)' : 'turn = :seen',
        ...(seen === undefined ? {} : { ExpressionAttributeValues: { ':seen': seen } }),
      }),
    )
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
}

export const progressOf = async (table: CommitTable, bankId: string): Promise<Progress> =>
  progressSchema.parse((await read(table, bankId)) ?? {})

/** One deliverer a bank at a time; undefined while another has the turn, or while the bank asked for a pause. */
export const takeTurn = async (
  table: CommitTable,
  bankId: string,
  now: string,
  seconds: number,
): Promise<Turn | undefined> => {
  const last = await read(table, bankId)
  if (last && (last.heldUntil > now || (last.holdUntil ?? '') > now)) return undefined
  const turn: Turn = {
    ...last,
    turn: (last?.turn ?? 0) + 1,
    heldUntil: new Date(Date.parse(now) + seconds * 1000).toISOString(),
  }
  return (await put(table, bankId, turn, last?.turn)) ? turn : undefined
}

/** Gives the turn back with what it came to; one that had run out already belongs to another. */
export const endTurn = async (
  table: CommitTable,
  bankId: string,
  turn: Turn,
  progress: Progress,
  now: string,
): Promise<void> => {
  await put(table, bankId, { ...progress, turn: turn.turn + 1, heldUntil: now }, turn.turn)
}
