import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb'
import { type AccessRecords, accessRecords } from './access-records.ts'
import { type Commit, payloadOf } from './commit.ts'

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** A row that a list or work basket reads; kept beside its aggregate, listed through the index `lists`. */
export type View = {
  readonly name: string
  /** Where the row is listed; absent when it stands on no list now. */
  readonly list?: { readonly pk: string; readonly sk: string }
  readonly data: { readonly [key: string]: unknown }
}

export type Page<T> = { readonly items: readonly T[]; readonly nextCursor?: string }

/** The one table of a service: commits, views, claims of idempotency keys. */
export type CommitTable = AccessRecords & {
  /** All commits of an aggregate in order, read consistently. */
  readonly read: (aggregate: string, id: string) => Promise<readonly Commit[]>
  /** One conditional put; `alongside` writes counters, or further commits, in the same transaction. */
  readonly append: (commit: Commit, alongside?: readonly TransactItem[]) => Promise<'appended' | 'lost-race'>
  /** Newest version wins: an older or equal version is ignored. */
  readonly putViews: (aggregate: string, id: string, version: number, views: readonly View[]) => Promise<void>
  readonly readView: (aggregate: string, id: string, name: string) => Promise<View['data'] | undefined>
  readonly list: (query: ListQuery) => Promise<Page<View['data']> | 'bad-cursor'>
  /** Claims an idempotency key for one request body: `other` when the key stands for another body already. */
  readonly claim: (key: string, fingerprint: string, expiresAt: number) => Promise<'ours' | 'other'>
  readonly name: string
  readonly client: DynamoDBDocumentClient
  /** How long settings may be remembered; absent: not at all. */
  readonly settingsSeconds?: number
}

export type ListQuery = {
  readonly pk: string
  readonly skPrefix?: string
  /** Only what stands behind this sort key; never together with `skPrefix`. */
  readonly skAfter?: string
  readonly limit: number
  readonly cursor?: string | undefined
  readonly newestFirst?: boolean
}

const versionKey = (version: number): string => `C#${String(version).padStart(8, '0')}`

const parseCommit = (item: Record<string, unknown>): Commit =>
  ({ ...JSON.parse(String(item.payload)), hash: item.hash }) as Commit

export const commitItem = (commit: Commit) => {
  const { hash, ...content } = commit
  return {
    pk: `${commit.aggregate}#${commit.id}`,
    sk: versionKey(commit.version),
    payload: payloadOf(content),
    hash,
  }
}

/** The put of a commit: at its version there is none yet. */
export const commitPut = (tableName: string, commit: Commit) => ({
  TableName: tableName,
  Item: commitItem(commit),
  ConditionExpression: 'attribute_not_exists(pk)',
})

/** Reads the commit back from a stream image or item; undefined for rows that are no commits. */
export const commitFromItem = (item: Record<string, unknown>): Commit | undefined =>
  typeof item.sk === 'string' && item.sk.startsWith('C#') ? parseCommit(item) : undefined

const isLostRace = (error: unknown): boolean =>
  error instanceof ConditionalCheckFailedException ||
  (error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).some(
      reason => reason.Code === 'ConditionalCheckFailed' || reason.Code === 'TransactionConflict',
    ))

const cursorFields = ['pk', 'sk', 'listPk', 'listSk']

const encodeCursor = (key: Record<string, unknown>): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url')

const decodeCursor = (cursor: string, pk: string): Record<string, unknown> | undefined => {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (key === null || typeof key !== 'object') return undefined
    const fields = key as Record<string, unknown>
    // A key of more or emptier fields than its own would be an error of the database's.
    const whole = cursorFields.every(name => typeof fields[name] === 'string' && fields[name] !== '')
    if (!whole || fields.listPk !== pk || Object.keys(fields).length !== cursorFields.length) return undefined
    return fields
  } catch {
    return undefined
  }
}

/** The table over a DynamoDB document client. */
export const commitTable = (
  client: DynamoDBDocumentClient,
  name: string,
  settingsSeconds?: number,
): CommitTable => ({
  name,
  client,
  ...(settingsSeconds ? { settingsSeconds } : {}),

  read: async (aggregate, id) => {
    const commits: Commit[] = []
    let from: Record<string, unknown> | undefined
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: name,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :commit)',
          ExpressionAttributeValues: { ':pk': `${aggregate}#${id}`, ':commit': 'C#' },
          ConsistentRead: true,
          ExclusiveStartKey: from,
        }),
      )
      commits.push(...(page.Items ?? []).map(parseCommit))
      from = page.LastEvaluatedKey
    } while (from)
    return commits
  },

  append: async (commit, alongside = []) => {
    const put = commitPut(name, commit)
    try {
      if (alongside.length === 0) await client.send(new PutCommand(put))
      else await client.send(new TransactWriteCommand({ TransactItems: [{ Put: put }, ...alongside] }))
      return 'appended'
    } catch (error) {
      if (isLostRace(error)) return 'lost-race'
      throw error
    }
  },

  putViews: async (aggregate, id, version, views) => {
    for (const view of views) {
      const put = new PutCommand({
        TableName: name,
        Item: {
          pk: `${aggregate}#${id}`,
          sk: `V#${view.name}`,
          version,
          data: view.data,
          ...(view.list ? { listPk: view.list.pk, listSk: view.list.sk } : {}),
        },
        ConditionExpression: 'attribute_not_exists(pk) OR #version < :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': version },
      })
      await client.send(put).catch(error => {
        if (!(error instanceof ConditionalCheckFailedException)) throw error
      })
    }
  },

  readView: async (aggregate, id, viewName) => {
    const found = await client.send(
      new GetCommand({ TableName: name, Key: { pk: `${aggregate}#${id}`, sk: `V#${viewName}` } }),
    )
    return found.Item?.data as View['data'] | undefined
  },

  list: async ({ pk, skPrefix, skAfter, limit, cursor, newestFirst }) => {
    const from = cursor === undefined ? undefined : decodeCursor(cursor, pk)
    if (cursor !== undefined && !from) return 'bad-cursor'
    const [narrowed, sk] = skPrefix
      ? [' AND begins_with(listSk, :sk)', skPrefix]
      : [skAfter ? ' AND listSk > :sk' : '', skAfter]
    const page = await client.send(
      new QueryCommand({
        TableName: name,
        IndexName: 'lists',
        KeyConditionExpression: `listPk = :pk${narrowed}`,
        ExpressionAttributeValues: { ':pk': pk, ...(sk ? { ':sk': sk } : {}) },
        Limit: limit,
        ScanIndexForward: !newestFirst,
        ExclusiveStartKey: from,
      }),
    )
    return {
      items: (page.Items ?? []).map(item => item.data as View['data']),
      ...(page.LastEvaluatedKey ? { nextCursor: encodeCursor(page.LastEvaluatedKey) } : {}),
    }
  },

  claim: async (key, fingerprint, expiresAt) => {
    const put = new PutCommand({
      TableName: name,
      Item: { pk: `claim#${key}`, sk: 'F', fingerprint, expiresAt },
      ConditionExpression: 'attribute_not_exists(pk) OR fingerprint = :fingerprint',
      ExpressionAttributeValues: { ':fingerprint': fingerprint },
    })
    try {
      await client.send(put)
      return 'ours'
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'other'
      throw error
    }
  },

  ...accessRecords(client, name),
})
