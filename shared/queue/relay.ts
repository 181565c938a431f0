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

/** The aggregate's first commit in this batch: what stood before it has its rows already. */
const firstTouches = (commits: readonly Commit[]): readonly Commit[] => {
  const first = new Map<string, Commit>()
  for (const commit of commits) {
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

/**
 * Writes only the rows that this batch changed: an aggregate stands in many lists, and most commits touch one.
 * A row that changed and changed back counts too: an earlier try, cut off, may have written what stood between.
 */
const keepViews = async ({ table, aggregates }: Relay, commits: readonly Commit[]): Promise<void> => {
  await Promise.all(
    firstTouches(commits).map(async ({ aggregate, id, version: since }) => {
      const viewed = aggregates.find(({ definition }) => definition.name === aggregate)
      if (!viewed) return
      const { state, version, commits: all } = await load(table, viewed.definition, id)
      const along = rowsAlong(viewed, id, all, since)
      const stayed = ({ name }: View): boolean => new Set(along.map(rows => rows.get(name))).size === 1
      const changed = viewed.viewsOf(state, id).filter(view => !stayed(view))
      await table.putViews(aggregate, id, version, changed)
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
      await relay.table.putViews(commit.aggregate, commit.id, commit.version, rows)
      for (const url of await relay.queuesOf(name, envelope))
        outgoing.set(url, [...(outgoing.get(url) ?? []), envelope])
    }
  }
  await Promise.all([...outgoing].map(([url, envelopes]) => relay.send(url, envelopes)))
}

/**
 * Carries commits from the table's stream to the subscribers and keeps the views.
 * All of a batch or none of it is reported done: a repeat is harmless, a gap is not.
 */
export const relayHandler =
  (relay: Relay) =>
  async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const commits = event.Records.flatMap(record => commitOf(record) ?? [])
    try {
      await keepViews(relay, commits)
      await publish(relay, commits)
      return { batchItemFailures: [] }
    } catch (error) {
      relay.log.error('提交未能全部转出，将从本批起点重试', { error: String(error), commits: commits.length })
      const first = event.Records[0]?.dynamodb?.SequenceNumber
      return { batchItemFailures: first ? [{ itemIdentifier: first }] : [] }
    }
  }
