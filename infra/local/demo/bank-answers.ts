import { chance, pick } from './chance.ts'

export type Offered = {
  readonly referralId: string
  readonly demand: { readonly amountFen: number; readonly termMonths: number }
  readonly firstLoan: boolean
  readonly otherBanks: number
}

/** One thing a bank says of a referral. */
export type Feedback = { readonly type: string; readonly [field: string]: unknown }

type Reason = readonly [code: string, problem: string, advice: string]

const refusals: readonly [Reason, ...Reason[]] = [
  ['cash-flow', '近半年流水不足以覆盖还款', '增加结算流水后三个月再申请'],
  ['credit-record', '存在一笔未结清的逾期', '结清逾期并取得证明'],
  ['collateral', '现有担保不足', '联系政府性融资担保机构增信'],
]

/** A bank lends its part of the demand, knowing how many others were asked. */
const grantFor = (seed: number, { referralId, demand, firstLoan, otherBanks }: Offered) => {
  const share = 60 + Math.floor(chance(seed, 'line', referralId) * 41)
  return {
    lineFen: Math.max(100, Math.floor((demand.amountFen * share) / 100 / (otherBanks + 1))),
    rateBp: 320 + Math.floor(chance(seed, 'rate', referralId) * 160),
    termMonths: Math.min(36, demand.termMonths),
    collateral: pick(['credit', 'guarantee', 'mortgage'], seed, 'collateral', referralId),
    firstLoan,
    renewalWithoutRepayment: false,
  }
}

/** All that a simulated bank will say of a referral, in order; it follows from the seed alone. */
export const answersFor = (
  seed: number,
  today: string,
  offered: Offered,
): { readonly outcome: string; readonly feedback: readonly Feedback[] } => {
  const { referralId } = offered
  const drawn = chance(seed, 'bank', referralId)
  const begun = [{ type: 'accepted' }, { type: 'contacted', occurredOn: today }]
  if (drawn < 0.06)
    return {
      outcome: '企业放弃',
      feedback: [...begun, { type: 'given-up', decidedOn: today, reason: '企业另有资金安排' }],
    }
  const complete = [...begun, { type: 'materials-completed', occurredOn: today }]
  if (drawn < 0.16) return { outcome: '材料齐全，审批中', feedback: complete }
  if (drawn < 0.34) {
    const [code, problem, advice] = pick(refusals, seed, referralId)
    const refusal = { code, problem, advice, repairable: true }
    return { outcome: '不予授信', feedback: [...complete, { type: 'refused', decidedOn: today, refusal }] }
  }
  const grant = grantFor(seed, offered)
  const granted = [...complete, { type: 'granted', decidedOn: today, grant }]
  if (drawn > 0.9) return { outcome: '授信未提款', feedback: granted }
  const amountFen = Math.max(100, Math.floor((grant.lineFen * 4) / 5))
  return { outcome: '授信并提款', feedback: [...granted, { type: 'drawn', drawnOn: today, amountFen }] }
}
