import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import type { Commit } from '#shared/commits/commit.ts'
import { type AggregateDefinition, load } from '#shared/commits/execute.ts'
import { type CommitTable, commitFromItem, type View } from '#shared/commits/table.ts'
import type { Envelope } from '#shared/contracts/events.ts'
import { type EventName, eventNameOf } from '#shared/contracts/names.ts'
import { canonicalJson } from '#shared/domain/canonical.ts'
import type { Log } from '#shared/observability/log.ts'
import { envelopeOf, publishedIndexes } from './envelope.ts'

/** An aggregate with the rows its lists show. */
// biome-ignore lint/suspicious/noExplicitAny: states of different aggregates stand in one list
export type ViewedAggregate<S = any, E = any> = {
  readonly definition: AggregateDefinition<S, E>
  readonly viewsOf: (state: S, id: string) => readonly View[]
}

export type Relay = {
  readonly province: string
  readonly table: CommitTable
  readonly publishes: readonly EventName[]
  readonly aggregates: readonly ViewedAggregate[]
  /** Queue URLs by event; an event that leaves for a bank's own queue is resolved by `queuesOf`. */
  readonly queuesOf: (name: EventName, envelope: Envelope) => Promise<readonly string[]>
  /** Rows in which an event itself is kept to be read again. */
  readonly rowsOf?: (name: EventName, envelope: Envelope) => readonly View[]
  readonly send: (queueUrl: string, envelopes: readonly Envelope[]) => Promise<void>
  readonly log: Log
}

const commitOf = (record: DynamoDBRecord): Commit | undefined =>
  record.eventName === 'INSERT' && record.dynamodb?.NewImage
    ? commitFromItem(unmarshall(record.dynamodb.NewImage as Parameters<typeof unmarshall>[0]))
    : undefined

/**
 * The aggregate's first commit in this batch that changes it: what stood before it has its rows already.
 * A refusal changes nothing: a caller who is refused ten thousand times must not have the whole log read as often.
 */
const firstTouches = (commits: readonly Commit[]): readonly Commit[] => {
  const first = new Map<string, Commit>()
  for (const commit of commits) {
    if (commit.events.length === 0) continue
    const key = `${commit.aggregate}#${commit.id}`
    const held = first.get(key)
    if (!held || commit.version < held.version) first.set(key, commit)
  }
  return [...first.values()]
}

/** Rows at each state from before commit `since` to now, as text by name. */
const rowsAlong = <S, E>(
  { definition, viewsOf }: ViewedAggregate<S, E>,
  id: string,
  commits: readonly Commit[],
  since: number,
): readonly ReadonlyMap<string, string>[] => {
  const textOf = (views: readonly View[]) => new Map(views.map(view => [view.name, canonicalJson(view)]))
  const before = commits.filter(({ version }) => version < since).flatMap(({ events }) => events as E[])
  let state = before.reduce(definition.evolve, definition.initial)
  const along = [textOf(since === 1 ? [] : viewsOf(state, id))]
  for (const { version, events } of commits) {
    if (version < since) continue
    state = (events as E[]).reduce(definition.evolve, state)
    along.push(textOf(viewsOf(state, id)))
  }
  return along
}

/** The database says so of the row itself: over 400 KB, or a key over its length. It will never be otherwise. */
const isUnstorable = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ValidationException'

/** A list without one row, or with an older one, harms one matter; a relay that stands still for it harms all of them. */
const putRows = async (
  { table, log }: Relay,
  { aggregate, id, version }: Pick<Commit, 'aggregate' | 'id' | 'version'>,
  rows: readonly View[],
): Promise<void> => {
  for (const row of rows)
    await table.putViews(aggregate, id, version, [row]).catch((error: unknown) => {
      if (!isUnstorable(error)) throw error
      log.error('列表行无法保存，已跳过', {
        skippedRows: 1,
        aggregate,
        id,
        row: row.name,
        error: String(error),
      })
    })
}

/**
 * Writes only the rows that this batch changed: an aggregate stands in many lists, and most commits touch one.
 * A row that changed and changed back counts too: an earlier try, cut off, may have written what stood between.
 */
const keepViews = async (relay: Relay, commits: readonly Commit[]): Promise<void> => {
  const { table, aggregates } = relay
  await Promise.all(
    firstTouches(commits).map(async ({ aggregate, id, version: since }) => {
      const viewed = aggregates.find(({ definition }) => definition.name === aggregate)
      if (!viewed) return
      const { state, version, commits: all } = await load(table, viewed.definition, id)
      const along = rowsAlong(viewed, id, all, since)
      const stayed = ({ name }: View): boolean => new Set(along.map(rows => rows.get(name))).size === 1
      const changed = viewed.viewsOf(state, id).filter(view => !stayed(view))
      await putRows(relay, { aggregate, id, version }, changed)
    }),
  )
}

const publish = async (relay: Relay, commits: readonly Commit[]): Promise<void> => {
  const outgoing = new Map<string, Envelope[]>()
  for (const commit of commits) {
    for (const index of publishedIndexes(commit, relay.publishes)) {
      const envelope = envelopeOf(relay.province, commit, index)
      const name = eventNameOf(envelope.type)
      if (!name) continue
      // An event never changes: the row that a first try wrote stands.
      const rows = relay.rowsOf?.(name, envelope) ?? []
      await putRows(relay, commit, rows)
      for (const url of await relay.queuesOf(name, envelope))
        outgoing.set(url, [...(outgoing.get(url) ?? []), envelope])
    }
  }
  await Promise.all([...outgoing].map(([url, envelopes]) => relay.send(url, envelopes)))
}

const carry = async (relay: Relay, records: readonly DynamoDBRecord[]): Promise<void> => {
  const commits = records.flatMap(record => commitOf(record) ?? [])
  await keepViews(relay, commits)
  await publish(relay, commits)
}

/** Carries commit by commit; answers the first that could not be. */
const carryOneByOne = async (relay: Relay, records: readonly DynamoDBRecord[]) => {
  for (const record of records) {
    try {
      await carry(relay, [record])
    } catch (error) {
      return { record, error }
    }
  }
  return undefined
}

/**
 * Carries commits from the table's stream to the subscribers and keeps the views.
 * Where a batch fails as a whole, all before the commit that cannot be carried is done: a repeat is harmless, a gap is
 * not. To name the first of the batch instead would hold up all of it for as long as one stays bad.
 */
export const relayHandler =
  (relay: Relay) =>
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    try {
      await carry(relay, Records)
      return { batchItemFailures: [] }
    } catch (error) {
      relay.log.warn('本批提交未能一次转出，逐笔转出', { error: String(error), commits: Records.length })
    }
    const stuck = await carryOneByOne(relay, Records)
    if (!stuck) return { batchItemFailures: [] }
    const { Keys, SequenceNumber } = stuck.record.dynamodb ?? {}
    const commit = { pk: Keys?.pk?.S, sk: Keys?.sk?.S }
    relay.log.error('提交未能转出，将从它起重试', { error: String(stuck.error), ...commit })
    return { batchItemFailures: SequenceNumber ? [{ itemIdentifier: SequenceNumber }] : [] }
  }
