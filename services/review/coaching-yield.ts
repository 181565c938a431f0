import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { CommitTable, TransactItem } from '#shared/commits/table.ts'
import { levelOf } from '#shared/domain/regions.ts'
import type { CoachedEntityEvent } from './domain/coached-entity.ts'
import type { CoachingEvent } from './domain/coaching.ts'

export const yieldFigures = ['opened', 'repaired', 'givenUp', 'recommendedAgain'] as const
export type YieldFigure = (typeof yieldFigures)[number]

type Count = {
  readonly regionCode: string
  readonly problemClass: string
  readonly figure: YieldFigure
  readonly by: number
}

const placed = ({ regionCode, problemClass }: { regionCode: string; problemClass: string }) => ({
  regionCode,
  problemClass,
})

const countsOf = (event: CoachingEvent | CoachedEntityEvent): readonly Count[] => {
  switch (event.type) {
    case 'coaching-opened.v1':
      return [{ ...placed(event.data), figure: 'opened', by: 1 }]
    case 'class-changed': {
      const { regionCode, from, to } = event.data
      return [
        { regionCode, problemClass: from, figure: 'opened', by: -1 },
        { regionCode, problemClass: to, figure: 'opened', by: 1 },
      ]
    }
    case 'coaching-closed.v1':
      return [
        { ...placed(event.data), figure: event.data.outcome === 'repaired' ? 'repaired' : 'givenUp', by: 1 },
      ]
    case 'recommended-again':
      return event.data.coachings.map(one => ({ ...placed(one), figure: 'recommendedAgain', by: 1 }))
    default:
      return []
  }
}

/** A transaction takes one write a row. */
const merged = (counts: readonly Count[]): readonly Count[] => {
  const byRow = Object.groupBy(counts, count => `${keyOf(count).sk}#${count.figure}`)
  return Object.values(byRow).flatMap((same = []) =>
    same.slice(0, 1).map(count => ({ ...count, by: same.reduce((sum, { by }) => sum + by, 0) })),
  )
}

const digitsOf = (regionCode: string): string => regionCode.replace(/^G/, '').slice(0, 6)

/** One partition a province, counties in the order of their codes: a city or province is one range of rows. */
const keyOf = ({ regionCode, problemClass }: Count) => ({
  pk: `coaching-yield#${digitsOf(regionCode).slice(0, 2)}`,
  sk: `${digitsOf(regionCode)}#${regionCode}#${problemClass}`,
})

/** Counters move in the transaction of the commit that moves them, so that no redelivery counts twice (F1). */
export const yieldUpdates = (
  tableName: string,
  events: readonly (CoachingEvent | CoachedEntityEvent)[],
): readonly TransactItem[] =>
  merged(events.flatMap(countsOf)).map(count => ({
    Update: {
      TableName: tableName,
      Key: keyOf(count),
      UpdateExpression: 'ADD #figure :by',
      ExpressionAttributeNames: { '#figure': count.figure },
      ExpressionAttributeValues: { ':by': count.by },
    },
  }))

const prefixOf = (regionCode: string): string => {
  const digits = digitsOf(regionCode)
  const level = levelOf(regionCode)
  if (level === 'province') return digits.slice(0, 2)
  if (level === 'city') return digits.slice(0, 4)
  return level === 'zone' ? `${digits}#${regionCode}#` : `${digits}#`
}

export type YieldRow = { readonly problemClass: string } & { readonly [F in YieldFigure]?: number }

/** At most fifteen rows a county, however many coachings there were. */
export const readYield = async (
  { client, name }: CommitTable,
  regionCode: string,
): Promise<readonly YieldRow[]> => {
  const rows: YieldRow[] = []
  let start: Record<string, unknown> | undefined
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: {
          ':pk': `coaching-yield#${digitsOf(regionCode).slice(0, 2)}`,
          ':sk': prefixOf(regionCode),
        },
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    )
    for (const item of page.Items ?? []) {
      const figures = yieldFigures.flatMap(figure =>
        typeof item[figure] === 'number' ? [[figure, item[figure]]] : [],
      )
      rows.push({ problemClass: String(item.sk).split('#').at(-1) ?? '', ...Object.fromEntries(figures) })
    }
    start = page.LastEvaluatedKey
  } while (start)
  return rows
}
