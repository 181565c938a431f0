import type { EventData } from '#shared/contracts/events.ts'
import type { Word } from '../../domain/word.ts'

/** A word before it is placed and ordered: both are the event's own. */
type Spoken = Omit<Word, 'place' | 'sequence' | 'bankId'> & { readonly sequence?: number }

/** What banks say and may correct. */
export type WordedEvent =
  | 'enterprise-contacted.v1'
  | 'materials-completed.v1'
  | 'credit-decided.v1'
  | 'loan-drawn.v1'
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

const contact = (source: string, day: string): Spoken => ({ source, slot: 'contact', day })
const materials = (source: string, day: string): Spoken => ({ source, slot: 'materials', day })

/** What each word of a bank's ledger is about, one line an event (E3, G1). */
export const speakers: Speakers = {
  'enterprise-contacted.v1': data => [contact(data.referralId, data.contactedOn)],
  'materials-completed.v1': data => [materials(data.referralId, data.completedOn)],
  'credit-decided.v1': data => [decision(data.referralId, data)],
  'loan-drawn.v1': ({ referralId, drawnOn, amountFen }, eventId) => [
    { source: referralId, slot: `drawing:${eventId}`, day: drawnOn, fen: amountFen },
  ],
  'credit-withdrawn.v1': ({ referralId, withdrawnOn }) => [
    { source: referralId, slot: 'withdrawn', day: withdrawnOn },
  ],
  'feedback-corrected.v1': ({ referralId, correctedOn, totalDrawnFen, ...right }) => [
    ...(right.contactedOn ? [contact(referralId, right.contactedOn)] : []),
    ...(right.materials ? [materials(referralId, right.materials.completedOn)] : []),
    ...(right.decision ? [decision(referralId, right.decision)] : []),
    { source: referralId, slot: 'drawn-total', day: correctedOn, fen: totalDrawnFen },
  ],
  // D7: its revision orders it, and all of it stands on the day of the decision: the event names no other.
  'off-list-credit-recorded.v1': ({ creditId, revision, decidedOn, grant, drawnFen }) => [
    { source: creditId, slot: 'off-list', sequence: revision, day: decidedOn, fen: grant.lineFen, drawnFen },
  ],
}
