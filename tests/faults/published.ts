import { type Commit, eventId } from '#shared/commits/commit.ts'
import { commitFromItem } from '#shared/commits/table.ts'
import type { DomainEvent, EventData } from '#shared/contracts/events.ts'
import type { EventName } from '#shared/contracts/names.ts'
import type { ServiceName } from '#shared/service/declaration.ts'
import type { Kept } from './world.ts'

export type Said<N extends EventName> = { readonly id: string; readonly data: EventData<N> }

/** All commits of a service, in the order in which its table took them. */
export const commitsOf = (kept: Kept, service: ServiceName): readonly Commit[] =>
  kept.log.flatMap(({ service: of, item }) => (of === service ? (commitFromItem(item) ?? []) : []))

/** What was said under one event name, read from the commits alone. */
export const said = <N extends EventName>(commits: readonly Commit[], name: N): readonly Said<N>[] =>
  commits.flatMap(commit =>
    (commit.events as readonly DomainEvent[]).flatMap((event, index) =>
      event.type === name ? [{ id: eventId(commit, index), data: event.data as EventData<N> }] : [],
    ),
  )
