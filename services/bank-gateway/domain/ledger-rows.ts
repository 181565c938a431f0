import { standingNotes } from './history.ts'
import type { LedgerFields, Outcome } from './ledger-fields.ts'
import type { Referral } from './referral.ts'
import { statusLabels } from './transitions.ts'

const outcomeOf = (state: Referral): Outcome | undefined => {
  if ('grant' in state) return 'granted'
  if (state.status === 'refused' || state.status === 'declined' || state.status === 'given-up')
    return state.status
  return undefined
}

const decisionOf = (state: Referral): LedgerFields => {
  const outcome = outcomeOf(state)
  if (outcome === undefined || !('decidedOn' in state)) return {}
  const decided = { outcome, decidedOn: state.decidedOn }
  if ('grant' in state) {
    const { lineFen, rateBp, termMonths, collateral, firstLoan, renewalWithoutRepayment } = state.grant
    return { ...decided, lineFen, rateBp, termMonths, collateral, firstLoan, renewalWithoutRepayment }
  }
  if ('refusal' in state) {
    const { code, problem, advice, repairable } = state.refusal
    return { ...decided, reasonCode: code, problem, advice, repairable }
  }
  return { ...decided, remark: state.reason }
}

/** What is on record of a referral before the money, in the ledger's own columns (E3). */
export const recordedFields = (state: Referral): LedgerFields => ({
  referralId: state.referral.referralId,
  name: state.referral.name,
  uscc: state.referral.uscc,
  status: statusLabels[state.status],
  ...('acceptedOn' in state && state.acceptedOn ? { acceptedOn: state.acceptedOn } : {}),
  ...('contactedOn' in state && state.contactedOn ? { contactedOn: state.contactedOn } : {}),
  ...('completedOn' in state && state.completedOn ? { completedOn: state.completedOn } : {}),
  ...decisionOf(state),
})

type Drawdown = Pick<LedgerFields, 'drawnOn' | 'drawnFen' | 'drawdownNumber'>

/** Each drawdown that holds, in the order it was told. */
export const recordedDrawdowns = ({ history }: Referral): readonly Drawdown[] =>
  standingNotes(history)
    .filter(({ note }) => note.type === 'drawn')
    .map(({ note: { occurredOn, details } }) => ({
      drawnOn: occurredOn,
      drawnFen: Number(details.amountFen),
      ...(details.drawdownNumber === undefined ? {} : { drawdownNumber: String(details.drawdownNumber) }),
    }))

/**
 * The rows of one referral in a month: all of it with one drawdown, each further drawdown on a row of its own.
 * Drawdowns of earlier months are left out, so that a line drawn on for years stays within what can be sent back.
 */
export const ledgerRowsOf = (state: Referral, month: string): readonly LedgerFields[] => {
  const whole = recordedFields(state)
  const { referralId = '', name = '', uscc = '' } = whole
  const all = recordedDrawdowns(state)
  const since = all.filter(({ drawnOn = '' }) => drawnOn.slice(0, 7) >= month)
  const [first, ...further] = since.length > 0 ? since : all.slice(-1)
  return [{ ...whole, ...first }, ...further.map(drawdown => ({ referralId, name, uscc, ...drawdown }))]
}
