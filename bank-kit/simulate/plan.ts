import { chance, pick } from '../chance.ts'

/** What this bank reads of a push; the rest of the event is for its credit system. */
export type Offer = {
  readonly referralId: string
  readonly bankId: string
  readonly uscc: string
  readonly demand: { readonly amountFen: number; readonly termMonths: number }
  readonly firstLoan: boolean
  readonly otherBanks: number
}

export type Feedback = { readonly type: FeedbackType; readonly [field: string]: unknown }

/** Status in which a feedback leaves a referral (E3). */
export const statusAfter = {
  accepted: 'accepted',
  declined: 'declined',
  contacted: 'contacted',
  'materials-missing': 'materials-missing',
  'materials-completed': 'materials-completed',
  granted: 'granted',
  refused: 'refused',
  'given-up': 'given-up',
  contract: 'contracted',
  drawn: 'drawn',
  repaid: 'repaid',
} as const
export type FeedbackType = keyof typeof statusAfter

/** Said again with another key, these are further records; all others are refused as already recorded. */
export const repeatable: ReadonlySet<FeedbackType> = new Set<FeedbackType>(['materials-missing'])

type Reason = readonly [code: string, problem: string, advice: string]

const reasons: readonly [Reason, ...Reason[]] = [
  ['cash-flow', '近半年流水不足以覆盖还款', '增加结算流水后三个月再申请'],
  ['credit-record', '存在一笔未结清的逾期', '结清逾期并取得结清证明'],
  ['collateral', '现有担保不足', '联系政府性融资担保机构增信'],
]

/** E2: code, concrete problem and advice, never one without the others. */
const refusalFor = (key: readonly (string | number)[]) => {
  const [code, problem, advice] = pick(reasons, ...key, 'reason')
  return { code, problem, advice, repairable: code !== 'credit-record' }
}

const grantFor = (offer: Offer, key: readonly (string | number)[]) => {
  const share = 60 + Math.floor(chance(...key, 'line') * 41)
  const collateral = pick(['credit', 'guarantee', 'mortgage'], ...key, 'collateral')
  return {
    lineFen: Math.max(1000, Math.floor((offer.demand.amountFen * share) / 100 / (offer.otherBanks + 1))),
    rateBp: 320 + Math.floor(chance(...key, 'rate') * 160),
    termMonths: Math.min(36, offer.demand.termMonths),
    collateral,
    firstLoan: offer.firstLoan,
    renewalWithoutRepayment: false,
    ...(collateral === 'guarantee' ? { guaranteeFeeBp: 80 } : {}),
  }
}

/** One or two drawdowns, never beyond the line (E3). */
const lendingOf = (offer: Offer, lineFen: number, today: string, key: readonly (string | number)[]) => {
  const contractNumber = `HT-${offer.uscc.slice(-8)}`
  const halves = chance(...key, 'drawdowns') < 0.4 ? [0.5, 0.3] : [0.8]
  return [
    { type: 'contract', signedOn: today, contractNumber } as const,
    ...halves.map((part, index) => ({
      type: 'drawn' as const,
      drawnOn: today,
      amountFen: Math.floor(lineFen * part),
      contractNumber,
      drawdownNumber: `JJ-${offer.uscc.slice(-8)}-${index + 1}`,
    })),
  ]
}

/** Everything this bank will say of a push, in order; it follows from the seed, the bank and the enterprise alone. */
export const planFor = (seed: number, today: string, offer: Offer): readonly Feedback[] => {
  const key = [seed, offer.bankId, offer.uscc]
  const way = chance(...key, 'way')
  const refusal = refusalFor(key)
  if (way < 0.06) return [{ type: 'declined', decidedOn: today, refusal }]
  const begun: readonly Feedback[] = [
    { type: 'accepted', occurredOn: today },
    { type: 'contacted', occurredOn: today, method: 'phone', accountManager: `KH${1 + (seed % 9)}` },
    ...(chance(...key, 'missing') < 0.3
      ? [{ type: 'materials-missing', occurredOn: today, missing: '近一年纳税申报表' } as const]
      : []),
  ]
  if (way < 0.12) return [...begun, { type: 'given-up', decidedOn: today, reason: '企业另有资金安排' }]
  const complete: readonly Feedback[] = [
    ...begun,
    { type: 'materials-completed', occurredOn: today, evidence: `CL-${offer.uscc.slice(-8)}` },
  ]
  if (way < 0.2) return complete
  if (way < 0.38) return [...complete, { type: 'refused', decidedOn: today, refusal }]
  const grant = grantFor(offer, key)
  const granted: readonly Feedback[] = [...complete, { type: 'granted', decidedOn: today, grant }]
  if (way < 0.46) return granted
  const lent = [...granted, ...lendingOf(offer, grant.lineFen, today, key)]
  return way < 0.92 ? lent : [...lent, { type: 'repaid', occurredOn: today }]
}

/** The name of the day in a feedback, as the interface calls it by type. */
export const dayFieldOf = (feedback: Feedback): string | undefined =>
  ['occurredOn', 'decidedOn', 'signedOn', 'drawnOn'].find(field => field in feedback)

export const drawnFenOf = (said: readonly Feedback[]): number =>
  said.reduce((sum, { type, amountFen }) => (type === 'drawn' ? sum + Number(amountFen) : sum), 0)
