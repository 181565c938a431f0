import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { Actor } from './commit.ts'

/** One look at personal or credit data (H2, H4); written once, never changed. */
export type AccessRecord = {
  /** Whose data it is: the entity's code. */
  readonly subject: string
  /** Where the entity stood: a caller is shown looks inside its own subtree (A2). */
  readonly regionCode: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly requestId: string
  readonly of: 'personal' | 'credit'
  readonly route: string
  readonly who: Actor & { readonly bank?: string }
  readonly purpose?: string
  /** How many entities the answer showed, when the subject is a list of them. */
  readonly rows?: number
}

export type AccessPage = { readonly items: readonly AccessRecord[]; readonly nextCursor?: string }

export type AccessRecords = {
  /** Writes one look down; told again by a retry it stays one. */
  readonly recordAccess: (record: AccessRecord) => Promise<void>
  /** Looks at one subject in this service's table, newest first, read consistently. */
  readonly readAccess: (
    subject: string,
    limit: number,
    cursor: string | undefined,
  ) => Promise<AccessPage | 'bad-cursor'>
}

const accessKey = (subject: string): string => `access#${subject}`

/** A key begins with the instant of the look; anything else was never given out. */
const decodeAccessCursor = (cursor: string): string | undefined => {
  const key = Buffer.from(cursor, 'base64url').toString()
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z#\S+$/.test(key) ? key : undefined
}

/** Looks stand in the table of the service that answered, apart from its commits. */
export const accessRecords = (client: DynamoDBDocumentClient, name: string): AccessRecords => ({
  recordAccess: async record => {
    const put = new PutCommand({
      TableName: name,
      Item: { pk: accessKey(record.subject), sk: `${record.at}#${record.requestId}`, ...record },
      ConditionExpression: 'attribute_not_exists(pk)',
    })
    await client.send(put).catch(error => {
      if (!(error instanceof ConditionalCheckFailedException)) throw error
    })
  },

  readAccess: async (subject, limit, cursor) => {
    const from = cursor === undefined ? undefined : decodeAccessCursor(cursor)
    if (cursor !== undefined && from === undefined) return 'bad-cursor'
    const pk = accessKey(subject)
    const page = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
        Limit: limit,
        ScanIndexForward: false,
        ExclusiveStartKey: from === undefined ? undefined : { pk, sk: from },
      }),
    )
    const last = page.LastEvaluatedKey?.sk
    return {
      items: (page.Items ?? []).map(({ pk: _pk, sk: _sk, ...record }) => record as AccessRecord),
      ...(last === undefined ? {} : { nextCursor: Buffer.from(String(last)).toString('base64url') }),
    }
  },
})
