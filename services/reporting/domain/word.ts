import type { EventData } from '#shared/contracts/events.ts'
import type { Place } from './place.ts'

/** What a bank's ledger says of one referral, or of one credit off the lists; each part may be corrected by itself. */
export type Slot =
  | 'contact'
  | 'materials'
  | 'decision'
  | 'withdrawn'
  | 'drawn-total'
  | 'off-list'
  | `drawing:${string}`

export type Word = {
  /** Referral, or credit off the lists. */
  readonly source: string
  readonly slot: Slot
  readonly bankId: string
  readonly place: Place
  readonly day: string
  /** Version of the ledger that said so: of two words in one slot the newest holds. */
  readonly sequence: number
  readonly outcome?: EventData<'credit-decided.v1'>['outcome']
  /** The line, the drawing, or the total drawn. */
  readonly fen?: number
  /** Of a credit off the lists: what was lent of it. */
  readonly drawnFen?: number
}
