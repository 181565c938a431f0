import type { EventData } from '#shared/contracts/events.ts'
import type { Place } from './place.ts'

/** What a bank's ledger says of one referral, or of one credit off the lists; each part may be corrected by itself. */
export type Slot =
  | 'acceptance'
  | 'contact'
  | 'materials'
  | 'decision'
  | 'repaid'
  | 'withdrawn'
  | 'drawn-total'
  | 'renewed-anew'
  | 'off-list'
  | `drawing:${string}`
  | `renewal:${string}`

/** One drawing or renewal as a correction tells it again. */
export type Part = { readonly day: string; readonly fen: number; readonly withoutRepayment?: boolean }

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
  /** The line, the drawing, the total drawn, or the amount renewed. */
  readonly fen?: number
  readonly withoutRepayment?: boolean
  /** Of a correction: all drawings, or all renewals, as they hold since; absent where it names the total alone. */
  readonly parts?: readonly Part[]
  /** Of a credit off the lists: what was lent of it. */
  readonly drawnFen?: number
}
