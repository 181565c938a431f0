import type { EventData } from '#shared/contracts/events.ts'
import type { Sighting } from '../../domain/fact.ts'
import type { AmountMetric, BankMetric, EntityMetric } from '../../domain/metrics.ts'
import type { CountedEvent } from './counted-events.ts'
import type { WordedEvent } from './words.ts'

/** What a sighting says before it is placed: the place is the event's own. */
type Seen = Pick<Sighting, 'metric' | 'item' | 'bankId'> & { readonly day: string; readonly value: number }

const entity = (metric: EntityMetric, day: string): Seen => ({ metric, day, value: 1 })

const amount = (metric: AmountMetric, item: string, day: string, fen: number): Seen => ({
  metric,
  item,
  day,
  value: fen,
})

/** Counted once in the region and once at the bank: an enterprise at three banks is one enterprise (G1). */
const bankStep = (metric: EntityMetric & BankMetric, bankId: string, day: string): Seen[] => [
  entity(metric, day),
  { ...entity(metric, day), bankId },
]

/** Every event that is counted, but those of a bank's ledger that the bank may correct. */
export type SeenEvent = Exclude<CountedEvent, WordedEvent>

type Seers = {
  readonly [N in SeenEvent]: (data: EventData<N>, eventId: string) => readonly Seen[]
}

/** A correction is the whole application anew: the newest word on its amount holds. */
const declared = ({ declaredOn, applicationId, demand }: EventData<'application-declared.v1'>): Seen[] => [
  entity('declared', declaredOn),
  amount('askedFen', applicationId, declaredOn, demand.amountFen),
]

/** What each event means in figures (G1), one line an event. */
export const seers: Seers = {
  'entity-listed.v1': data => [entity('listed', data.listedOn)],
  'entity-visited.v1': ({ visitedOn, hasDemand }) => [
    entity('visited', visitedOn),
    ...(hasDemand ? [entity('demand', visitedOn)] : []),
  ],
  'application-declared.v1': declared,
  'application-corrected.v1': declared,
  'application-screened-out.v1': data => [entity('screenedOut', data.screenedOn)],
  'application-withdrawn.v1': data => [entity('withdrawn', data.withdrawnOn)],
  'application-returned.v1': data => [entity('returned', data.returnedOn)],
  'application-refused.v1': data => [entity('refused', data.refusedOn)],
  'application-recommended.v1': data => [entity('recommended', data.recommendedOn)],
  'application-removed.v1': data => [entity('removed', data.removedOn)],
  'coaching-opened.v1': data => [entity('coached', data.openedOn)],
  'coaching-closed.v1': ({ outcome, closedOn }) =>
    outcome === 'repaired' ? [entity('repaired', closedOn)] : [],
  'referral-dispatched.v1': data => bankStep('pushed', data.bankId, data.dispatchedOn),
}
