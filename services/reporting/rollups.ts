import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { CommitTable, TransactItem } from '#shared/commits/table.ts'
import type { Delta } from './domain/deltas.ts'
import type { Metric } from './domain/metrics.ts'
import { partsOf } from './domain/rows.ts'

export type Period = { readonly from?: string | undefined; readonly to?: string | undefined }

export type Figures<M extends string = Metric> = { readonly [K in M]?: number }

/** A rollup row as it was read: the parts of its key after the day, and its figures. */
export type Row<M extends string = Metric> = {
  readonly parts: readonly string[]
  readonly figures: Figures<M>
}

/** Increments for the transaction of the commit that causes them, and for nothing else (ADR 0003). */
export const updatesOf = (tableName: string, deltas: readonly Delta<string>[]): readonly TransactItem[] =>
  deltas.map(({ pk, sk, add }) => {
    const entries = Object.entries(add)
    return {
      Update: {
        TableName: tableName,
        Key: { pk, sk },
        UpdateExpression: `ADD ${entries.map((_, i) => `#m${i} :m${i}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(entries.map(([metric], i) => [`#m${i}`, metric])),
        ExpressionAttributeValues: Object.fromEntries(entries.map(([, by], i) => [`:m${i}`, by])),
      },
    }
  })

const figuresOf = <M extends string>(item: Record<string, unknown>, wanted: readonly M[]) =>
  Object.fromEntries(
    wanted.flatMap(metric => (typeof item[metric] === 'number' ? [[metric, item[metric]]] : [])),
  ) as Figures<M>

/** Rows of one key over a period, paged. Days are in `sk` first; '~' sorts after every separator. */
export const readRows = async <M extends string>(
  { client, name }: CommitTable,
  pk: string,
  { from = '0', to = '9' }: Period,
  wanted: readonly M[],
): Promise<readonly Row<M>[]> => {
  const rows: Row<M>[] = []
  let start: Record<string, unknown> | undefined
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': `${to}~` },
        // A report must not be older than the moment it says (G1).
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    )
    rows.push(
      ...(page.Items ?? []).map(item => ({
        parts: partsOf(String(item.sk)),
        figures: figuresOf(item, wanted),
      })),
    )
    start = page.LastEvaluatedKey
  } while (start)
  return rows
}
