import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Commit } from '#shared/commits/commit.ts'
import type { StoredRow } from './chain.ts'
import { chainOf, everyRow } from './tables.ts'

type Event = { readonly type: string; readonly data?: Record<string, unknown> }

export type Change = {
  readonly table: string
  readonly pk: string
  readonly version: number
  readonly at: string
  readonly actor: Commit['actor']
  readonly cause: string
  readonly events: readonly string[]
  readonly refusal?: string
}

const commitIn = (row: StoredRow): Commit<Event> => JSON.parse(String(row.payload)) as Commit<Event>

/** H3: what names a person stays out of a printed trail. */
const personal = /contact|sealed|phone|representative|visitor|people|idNumber/i

const shown = (data: Record<string, unknown> = {}): string =>
  JSON.stringify(data, (key, value: unknown) => (personal.test(key) ? undefined : value))

const isAbout = (commit: Commit<Event>, uscc: string): boolean =>
  commit.id === uscc ||
  commit.events.some(
    ({ data }) => data?.uscc === uscc || (data?.profile as { uscc?: unknown } | undefined)?.uscc === uscc,
  )

const changeOf = (table: string, row: StoredRow): Change => {
  const { version, at, actor, cause, events, outcome } = commitIn(row)
  return {
    table,
    pk: row.pk,
    version,
    at,
    actor,
    cause: cause.key,
    events: events.map(({ type, data }) => `${type} ${shown(data)}`),
    ...(outcome.ok ? {} : { refusal: outcome.refusal.code }),
  }
}

/** H4: who changed what about one entity and when, over the tables given, oldest first; refused attempts included. */
export const changesOf = async (
  database: DynamoDBDocumentClient,
  tables: readonly string[],
  uscc: string,
): Promise<readonly Change[]> => {
  const changes: Change[] = []
  for (const table of tables) {
    const about = new Set<string>()
    for await (const row of everyRow(database, table))
      if (row.sk.startsWith('C#') && String(row.payload).includes(uscc) && isAbout(commitIn(row), uscc))
        about.add(row.pk)
    for (const pk of about)
      changes.push(...(await chainOf(database, table, pk)).map(row => changeOf(table, row)))
  }
  return changes.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.version - b.version))
}
