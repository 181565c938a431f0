/** A loan that its bank renewed on the strength of an application (E4, B12). */
export type LoanRenewed = {
  readonly applicationId: string
  readonly bankId: string
  readonly bankName: string
  readonly renewedOn: string
  readonly amountFen: number
  /** When what came of it matures. */
  readonly maturesOn: string
  readonly withoutRepayment: boolean
  /** Of whose ledger it is and its place there; absent in those from before corrections were heard. */
  readonly referralId?: string
  readonly sequence?: number
}

type Terms = Pick<LoanRenewed, 'renewedOn' | 'amountFen' | 'maturesOn' | 'withoutRepayment'>

/** How every renewal of one referral holds after the bank corrected its ledger (E3, B12). */
export type RenewalsCorrected = Pick<LoanRenewed, 'applicationId' | 'bankId' | 'bankName'> & {
  readonly referralId: string
  readonly sequence: number
  readonly renewals: readonly Terms[]
  /** Absent where nothing is repaid after the correction, and in those from before it was heard. */
  readonly repaidOn?: string
}

/** Everything lent on one referral is repaid (E3). */
export type LoanRepaid = Pick<LoanRenewed, 'applicationId' | 'bankId'> & {
  readonly referralId: string
  readonly sequence: number
  readonly repaidOn: string
}

export type RenewalWord =
  | { readonly type: 'loan-renewed'; readonly data: LoanRenewed }
  | { readonly type: 'renewals-corrected'; readonly data: RenewalsCorrected }
  | { readonly type: 'loan-repaid'; readonly data: LoanRepaid }

/** All that banks said of renewals: sets, so that the order in which it is heard does not matter. */
export type RenewalWords = {
  readonly told: readonly LoanRenewed[]
  readonly corrected: readonly RenewalsCorrected[]
  readonly repaid: readonly LoanRepaid[]
}

export const noWords: RenewalWords = { told: [], corrected: [], repaid: [] }

export const withWord = (words: RenewalWords, word: RenewalWord): RenewalWords => {
  if (word.type === 'loan-renewed') return { ...words, told: [...words.told, word.data] }
  if (word.type === 'loan-repaid') return { ...words, repaid: [...words.repaid, word.data] }
  return { ...words, corrected: [...words.corrected, word.data] }
}

/** A renewal as the bank said last, the maturities it had named for it before, and since when it is repaid. */
export type StandingRenewal = LoanRenewed & {
  readonly formerly: readonly string[]
  readonly repaidOn?: string
}

type Ledger = Pick<LoanRenewed, 'applicationId' | 'bankId' | 'referralId'>

const ofLedger =
  (ledger: Ledger) =>
  ({ applicationId, bankId, referralId }: Ledger): boolean =>
    applicationId === ledger.applicationId &&
    bankId === ledger.bankId &&
    (referralId === undefined || ledger.referralId === undefined || referralId === ledger.referralId)

const bySequence = (a: { sequence?: number }, b: { sequence?: number }): number =>
  (a.sequence ?? 0) - (b.sequence ?? 0)

/** The same place in the same ledger is the same word; without a place, the same maturity. */
export const heardTold = ({ told }: RenewalWords, renewal: LoanRenewed): boolean =>
  told.some(
    each =>
      ofLedger(renewal)(each) &&
      (each.sequence === undefined || renewal.sequence === undefined
        ? each.maturesOn === renewal.maturesOn
        : each.sequence === renewal.sequence),
  )

export const heardCorrected = ({ corrected }: RenewalWords, words: RenewalsCorrected): boolean =>
  corrected.some(each => ofLedger(words)(each) && each.sequence === words.sequence)

export const heardRepaid = ({ repaid }: RenewalWords, words: LoanRepaid): boolean =>
  repaid.some(each => ofLedger(words)(each) && each.sequence === words.sequence)

/** A ledger keeps its renewals in their order, so the place in the list says which one was corrected. */
const asCorrected = (words: RenewalWords, last: RenewalsCorrected): readonly StandingRenewal[] => {
  const mine = ofLedger(last)
  const told = words.told.filter(mine).toSorted(bySequence)
  const before = words.corrected.filter(each => mine(each) && each.sequence < last.sequence)
  const { renewals, repaidOn: _repaid, ...ledger } = last
  return renewals.map((terms, at) => {
    const named = [told[at], ...before.map(each => each.renewals[at])]
    const formerly = named.flatMap(each =>
      each === undefined || each.maturesOn === terms.maturesOn ? [] : [each.maturesOn],
    )
    return { ...ledger, ...terms, formerly: [...new Set(formerly)].toSorted() }
  })
}

/** E3: the last word of a ledger on repayment; it does not speak of what was renewed after that day, whenever it is told. */
const withRepayment = ({ corrected, repaid }: RenewalWords, renewal: StandingRenewal): StandingRenewal => {
  const last = [...corrected, ...repaid].filter(ofLedger(renewal)).toSorted(bySequence).at(-1)
  if (last?.repaidOn === undefined || renewal.renewedOn > last.repaidOn) return renewal
  return { ...renewal, repaidOn: last.repaidOn }
}

/** E3, B12: every renewal as its bank said last; a correction speaks for all that was told before it in its ledger. */
export const standingRenewals = (words: RenewalWords): readonly StandingRenewal[] => {
  const { told, corrected } = words
  const last = corrected.filter(
    each => !corrected.some(other => ofLedger(each)(other) && other.sequence > each.sequence),
  )
  const since = told.filter(
    each => !last.some(words => ofLedger(words)(each) && (each.sequence ?? 0) < words.sequence),
  )
  return [
    ...last.flatMap(each => asCorrected(words, each)),
    ...since.map(each => ({ ...each, formerly: [] })),
  ]
    .map(each => withRepayment(words, each))
    .toSorted(
      (a, b) =>
        a.maturesOn.localeCompare(b.maturesOn) ||
        a.renewedOn.localeCompare(b.renewedOn) ||
        bySequence(a, b) ||
        a.applicationId.localeCompare(b.applicationId),
    )
}
