import type { EventName, producers } from '#shared/contracts/names.ts'
import type { ServiceName } from '#shared/service/declaration.ts'
import type { readByBanks } from './flow.ts'
import type { declarations } from './topology.ts'

type Service = (typeof declarations)[number]
type Published = Service['publishes'][number]
type Consumed = { [S in Service['name']]: keyof Extract<Service, { name: S }>['consumes'] }[Service['name']]

/** Compiles when `T` is empty; otherwise the compiler's message names what is left over. */
type Nothing<T extends never> = T

/** Events a service publishes though `producers` gives them to another. */
type PublishedByStranger = {
  [S in Service['name']]: Exclude<
    Extract<Service, { name: S }>['publishes'][number],
    { [E in EventName]: (typeof producers)[E] extends S ? E : never }[EventName]
  >
}[Service['name']]

export type Proofs = {
  everyServiceIsOnTheMap: Nothing<Exclude<ServiceName, Service['name']>>
  everyEventIsPublished: Nothing<Exclude<EventName, Published>>
  everyPublishedEventIsConsumed: Nothing<Exclude<Published, Consumed | (typeof readByBanks)[number]>>
  everyConsumedEventIsPublished: Nothing<Exclude<Consumed, Published>>
  nobodyPublishesWhatIsAnothers: Nothing<PublishedByStranger>
  /** A declaration widened to plain `string[]` would make all of the above true of nothing. */
  declarationsAreLiteral: Nothing<
    {
      [S in Service['name']]: EventName extends Extract<Service, { name: S }>['publishes'][number] ? S : never
    }[Service['name']]
  >
}
