import type { EventData } from '#shared/contracts/events.ts'
import type { Word } from '../../domain/word.ts'

/** A word before it is placed and ordered: both are the event's own. */
type Spoken = Omit<Word, 'place' | 'sequence' | 'bankId'> & { readonly sequence?: number }

/** What banks say and may correct. */
export type WordedEvent =
  | 'referral-accepted.v1'
  | 'enterprise-contacted.v1'
  | 'materials-completed.v1'
  | 'credit-decided.v1'
  | 'loan-drawn.v1'
  | 'loan-renewed.v1'
  | 'loan-repaid.v1'
  | 'credit-withdrawn.v1'
  | 'feedback-corrected.v1'
  | 'off-list-credit-recorded.v1'

type Speakers = {
  readonly [N in WordedEvent]: (data: EventData<N>, eventId: string) => readonly Spoken[]
}

type Decision = NonNullable<EventData<'feedback-corrected.v1'>['decision']>

const decision = (source: string, said: Decision): Spoken => ({
  source,
  slot: 'decision',
  day: said.decidedOn,
  outcome: said.outcome,
  ...(said.outcome === 'granted' ? { fen: said.grant.lineFen } : {}),
})

type Milestone = 'acceptance' | 'contact' | 'materials' | 'repaid' | 'withdrawn'

/** A day that the bank named, and what a correction leaves out it says nothing of. */
const on = (source: string, slot: Milestone, day: string | undefined): readonly Spoken[] =>
  day === undefined ? [] : [{ source, slot, day }]

type Right = EventData<'feedback-corrected.v1'>

const drawnAnew = (drawings: Right['drawings']): Pick<Word, 'parts'> =>
  drawings ? { parts: drawings.map(({ drawnOn, amountFen }) => ({ day: drawnOn, fen: amountFen })) } : {}

const renewedAnew = (source: string, day: string, renewals: Right['renewals']): readonly Spoken[] => {
  const parts = renewals?.map(({ renewedOn, amountFen, withoutRepayment }) => ({
    day: renewedOn,
    fen: amountFen,
    withoutRepayment,
  }))
  return parts ? [{ source, slot: 'renewed-anew', day, parts }] : []
}

/** What each word of a bank's ledger is about, one line an event (E3, G1). */
export const speakers: Speakers = {
  'referral-accepted.v1': data => on(data.referralId, 'acceptance', data.acceptedOn),
  'enterprise-contacted.v1': data => on(data.referralId, 'contact', data.contactedOn),
  'materials-completed.v1': data => on(data.referralId, 'materials', data.completedOn),
  'credit-decided.v1': data => [decision(data.referralId, data)],
  'loan-drawn.v1': ({ referralId, drawnOn, amountFen }, eventId) => [
    { source: referralId, slot: `drawing:${eventId}`, day: drawnOn, fen: amountFen },
  ],
  'loan-renewed.v1': ({ referralId, renewedOn: day, amountFen: fen, withoutRepayment }, eventId) => [
    { source: referralId, slot: `renewal:${eventId}`, day, fen, withoutRepayment },
  ],
  'loan-repaid.v1': data => on(data.referralId, 'repaid', data.repaidOn),
  'credit-withdrawn.v1': data => on(data.referralId, 'withdrawn', data.withdrawnOn),
  'feedback-corrected.v1': ({ referralId, correctedOn: day, totalDrawnFen: fen, ...right }) => [
    ...on(referralId, 'acceptance', right.acceptedOn),
    ...on(referralId, 'contact', right.contactedOn),
    ...on(referralId, 'materials', right.materials?.completedOn),
    ...on(referralId, 'repaid', right.repaidOn),
    ...on(referralId, 'withdrawn', right.withdrawnOn),
    ...(right.decision ? [decision(referralId, right.decision)] : []),
    { source: referralId, slot: 'drawn-total', day, fen, ...drawnAnew(right.drawings) },
    ...renewedAnew(referralId, day, right.renewals),
  ],
  // D7: its revision orders it, and all of it stands on the day of the decision: the event names no other.
  'off-list-credit-recorded.v1': ({ creditId, revision, decidedOn, voided, ...said }) => {
    const [fen, drawnFen] = voided ? [0, 0] : [said.grant.lineFen, said.drawnFen]
    return [{ source: creditId, slot: 'off-list', sequence: revision, day: decidedOn, fen, drawnFen }]
  },
}
