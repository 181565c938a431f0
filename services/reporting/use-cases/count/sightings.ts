import type { EventData } from '#shared/contracts/events.ts'
import type { Sighting } from '../../domain/fact.ts'
import type { AmountMetric, BankMetric, EntityMetric } from '../../domain/metrics.ts'
import type { service } from '../../service.ts'

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
const alsoAtBank = (bankId: string, ...seen: readonly (Seen & { readonly metric: BankMetric })[]): Seen[] =>
  seen.flatMap(one => [one, { ...one, bankId }])

const bankStep = (metric: EntityMetric & BankMetric, bankId: string, day: string): Seen[] =>
  alsoAtBank(bankId, { metric, day, value: 1 })

const bankAmount = (
  metric: AmountMetric & BankMetric,
  bankId: string,
  item: string,
  day: string,
  fen: number,
): Seen[] => alsoAtBank(bankId, { metric, item, day, value: fen })

/** Every event consumed but the one that names a bank. */
export type CountedEvent = Exclude<keyof (typeof service)['consumes'], 'bank-registered.v1'>

type Seers = {
  readonly [N in CountedEvent]: (data: EventData<N>, eventId: string) => readonly Seen[]
}

/** What each event means in figures (G1), one line an event. */
export const seers: Seers = {
  'entity-listed.v1': data => [entity('listed', data.listedOn)],
  'entity-visited.v1': ({ visitedOn, hasDemand }) => [
    entity('visited', visitedOn),
    ...(hasDemand ? [entity('demand', visitedOn)] : []),
  ],
  'application-declared.v1': ({ declaredOn, applicationId, demand }) => [
    entity('declared', declaredOn),
    amount('askedFen', applicationId, declaredOn, demand.amountFen),
  ],
  'application-screened-out.v1': data => [entity('screenedOut', data.screenedOn)],
  'application-returned.v1': data => [entity('returned', data.returnedOn)],
  'application-refused.v1': data => [entity('refused', data.refusedOn)],
  'application-recommended.v1': data => [entity('recommended', data.recommendedOn)],
  'referral-dispatched.v1': data => bankStep('pushed', data.bankId, data.dispatchedOn),
  'referral-accepted.v1': data => bankStep('accepted', data.bankId, data.acceptedOn),
  'enterprise-contacted.v1': data => bankStep('contacted', data.bankId, data.contactedOn),
  'materials-completed.v1': data => bankStep('materialsCompleted', data.bankId, data.completedOn),
  'credit-decided.v1': data => {
    const { bankId, referralId, decidedOn } = data
    if (data.outcome === 'refused') return bankStep('notCredited', bankId, decidedOn)
    if (data.outcome === 'given-up') return bankStep('gaveUp', bankId, decidedOn)
    return [
      ...bankStep('credited', bankId, decidedOn),
      ...bankAmount('creditedFen', bankId, referralId, decidedOn, data.grant.lineFen),
    ]
  },
  'loan-drawn.v1': ({ bankId, drawnOn, amountFen }, eventId) => [
    ...bankStep('drawn', bankId, drawnOn),
    ...bankAmount('drawnFen', bankId, eventId, drawnOn, amountFen),
  ],
}
