import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import {
  GetCommand,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb'

export type Item = Record<string, unknown>
/** Rows of all tables, by table and partition key, and as the index `lists` shows them, by table and list. */
export type Rows = {
  readonly items: Map<string, Map<string, Item>>
  readonly lists: Map<string, Map<string, Item>>
}

/** What the commit table asks of a DynamoDB document client. */
export type DocumentEngine = { readonly send: (command: never) => Promise<object> }

// The engine stores and gives copies, as a wire would.
const copy = (item: Item): Item => JSON.parse(JSON.stringify(item)) as Item

const within = (part: Map<string, Map<string, Item>>, table: string | undefined, key: unknown) => {
  const name = `${table} ${key}`
  const found = part.get(name) ?? new Map<string, Item>()
  part.set(name, found)
  return found
}

/** The conditions that the product writes; another one is an error of this fake, not a pass. */
const holds = (
  { ConditionExpression: said, ExpressionAttributeValues: values = {} }: PutCommandInput,
  there: Item | undefined,
): boolean => {
  if (said === undefined) return true
  if (said.startsWith('attribute_not_exists(pk)') && there === undefined) return true
  if (said === 'attribute_not_exists(pk)') return false
  if (said === 'attribute_not_exists(pk) OR #version < :version')
    return Number(there?.['version']) < Number(values[':version'])
  if (said === 'attribute_not_exists(pk) OR fingerprint = :fingerprint')
    return there?.['fingerprint'] === values[':fingerprint']
  throw new Error(`unknown condition ${said}`)
}

const updated = (update: UpdateCommandInput, there: Item): Item => {
  const { UpdateExpression, ExpressionAttributeNames: names = {}, ExpressionAttributeValues = {} } = update
  const list = /^ADD (.+)$/.exec(UpdateExpression ?? '')?.[1]
  if (list === undefined) throw new Error(`unknown update ${UpdateExpression}`)
  const next = { ...there }
  for (const part of list.split(', ')) {
    const [name = '', value = ''] = part.split(' ')
    const field = names[name] ?? name
    next[field] = Number(next[field] ?? 0) + Number(ExpressionAttributeValues[value])
  }
  return next
}

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const queried = (rows: Rows, query: QueryCommandInput): object => {
  const { TableName, IndexName, KeyConditionExpression: said = '', ExpressionAttributeValues: v = {} } = query
  const listed = IndexName === 'lists'
  const [pkField, skField] = listed ? ['listPk', 'listSk'] : ['pk', 'sk']
  if (!said.startsWith(`${pkField} = :pk`)) throw new Error(`unknown key condition ${said}`)
  const prefix = /begins_with\(\w+, (:\w+)\)/.exec(said)?.[1]
  const between = said.includes('BETWEEN :from AND :to')
  const candidates = within(listed ? rows.lists : rows.items, TableName, v[':pk'])
  const sortKey = (item: Item): string => `${item[skField]} ${item['pk']} ${item['sk']}`
  const found = [...candidates.values()]
    .filter(item => {
      const sk = String(item[skField])
      return (
        (prefix === undefined || sk.startsWith(String(v[prefix]))) &&
        (!between || (sk >= String(v[':from']) && sk <= String(v[':to'])))
      )
    })
    .toSorted((one, other) => byText(sortKey(one), sortKey(other)))
  const ordered = query.ScanIndexForward === false ? found.toReversed() : found
  const from = query.ExclusiveStartKey
  const start = from
    ? ordered.findIndex(item => item['pk'] === from['pk'] && item['sk'] === from['sk']) + 1
    : 0
  const rest = ordered.slice(start)
  const page = rest.slice(0, query.Limit ?? rest.length)
  const last = page.at(-1)
  const { pk, sk, listPk, listSk } = last ?? {}
  return {
    Items: page.map(copy),
    ...(last && page.length < rest.length ? { LastEvaluatedKey: { pk, sk, listPk, listSk } } : {}),
  }
}

const refusedPut = () =>
  new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} })

const cancelled = (reasons: readonly boolean[]) =>
  new TransactionCanceledException({
    message: 'Transaction cancelled',
    $metadata: {},
    CancellationReasons: reasons.map(ok => ({ Code: ok ? 'None' : 'ConditionalCheckFailed' })),
  })

/** The part of DynamoDB that the product uses, in memory and without waiting: for many histories in little time. */
export const memoryDynamoDb = (rows: Rows): DocumentEngine => {
  const at = (table: string | undefined, key: Item | undefined) => {
    const items = within(rows.items, table, key?.['pk'])
    const sk = String(key?.['sk'])
    const place = `${key?.['pk']} ${sk}`
    const there = items.get(sk)
    return {
      there,
      set: (item: Item): void => {
        const stored = copy(item)
        items.set(sk, stored)
        if (there?.['listPk'] !== undefined) within(rows.lists, table, there['listPk']).delete(place)
        if (stored['listPk'] !== undefined) within(rows.lists, table, stored['listPk']).set(place, stored)
      },
    }
  }
  const passes = (input: PutCommandInput): boolean => holds(input, at(input.TableName, input.Item).there)
  const put = ({ TableName, Item }: PutCommandInput): void => at(TableName, Item).set(Item ?? {})

  return {
    send: async (command: object) => {
      if (command instanceof QueryCommand) return queried(rows, command.input)
      if (command instanceof GetCommand) {
        const { there } = at(command.input.TableName, command.input.Key)
        return there ? { Item: copy(there) } : {}
      }
      if (command instanceof PutCommand) {
        if (!passes(command.input)) throw refusedPut()
        put(command.input)
        return {}
      }
      if (!(command instanceof TransactWriteCommand))
        throw new Error(`unknown command ${command.constructor.name}`)
      const items = command.input.TransactItems ?? []
      const outcomes = items.map(({ Put }) => Put === undefined || passes(Put))
      if (outcomes.includes(false)) throw cancelled(outcomes)
      for (const { Put, Update } of items) {
        if (Put) put(Put)
        if (!Update) continue
        const row = at(Update.TableName, Update.Key)
        row.set(updated(Update as UpdateCommandInput, row.there ?? { ...Update.Key }))
      }
      return {}
    },
  }
}
