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

/** Every event consumed but those that name a bank or only raise or settle a warning. */
export type CountedEvent = Exclude<
  keyof (typeof service)['consumes'],
  | 'bank-registered.v1'
  | 'exposure-warned.v1'
  | 'referral-unaccepted.v1'
  | 'recall-acknowledged.v1'
  | 'clock-warned.v1'
  | 'loan-misused.v1'
>

type Seers = {
  readonly [N in CountedEvent]: (data: EventData<N>, eventId: string) => readonly Seen[]
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
