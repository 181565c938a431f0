import { referralRefSchema } from '#shared/contracts/parts.ts'
import { type Referral, referral, type State } from '../domain/referral.ts'
import type { FeedbackType, Status } from '../domain/transitions.ts'
import type { Feedback } from '../use-cases/feed-back/body.ts'
import { feedBack } from '../use-cases/feed-back/decide.ts'
import { offerRecall } from '../use-cases/offer-recall/decide.ts'
import { takeIn } from '../use-cases/take-in-referral/decide.ts'
import { dispatched, given } from './referral.ts'

export const today = '2026-03-31'

/** One right body of every type, a day apart in the order of the way. */
export const bodies: { readonly [T in FeedbackType]: Extract<Feedback, { type: T }> } = {
  accepted: { type: 'accepted', occurredOn: '2026-03-10' },
  declined: {
    type: 'declined',
    decidedOn: '2026-03-10',
    refusal: {
      code: 'policy',
      problem: '不在本行信贷投向之内',
      advice: '改向涉农信贷机构申请',
      repairable: false,
    },
  },
  contacted: { type: 'contacted', occurredOn: '2026-03-11', accountManager: 'KH-0071', method: 'on-site' },
  'materials-missing': {
    type: 'materials-missing',
    occurredOn: '2026-03-11',
    missing: '近六个月对账单',
  },
  'materials-completed': { type: 'materials-completed', occurredOn: '2026-03-12', evidence: 'CL-12' },
  granted: {
    type: 'granted',
    decidedOn: '2026-03-20',
    grant: {
      lineFen: 40_000_000,
      rateBp: 385,
      termMonths: 12,
      collateral: 'credit',
      firstLoan: true,
      renewalWithoutRepayment: false,
    },
    productId: 'P-1',
    guaranteeFeeBp: 100,
  },
  refused: {
    type: 'refused',
    decidedOn: '2026-03-20',
    refusal: {
      code: 'cash-flow',
      problem: '近六个月经营流水不足以覆盖还款',
      advice: '归集回款并补充六个月对账单后再申请',
      repairable: true,
    },
  },
  'given-up': { type: 'given-up', decidedOn: '2026-03-20', reason: '企业自有资金已足够' },
  contract: { type: 'contract', signedOn: '2026-03-20', contractNumber: 'HT-9' },
  drawn: { type: 'drawn', drawnOn: '2026-03-21', amountFen: 15_000_000, contractNumber: 'HT-9' },
  renewed: {
    type: 'renewed',
    occurredOn: '2026-03-25',
    amountFen: 15_000_000,
    maturesOn: '2027-03-25',
    withoutRepayment: true,
  },
  repaid: { type: 'repaid', occurredOn: '2026-03-28' },
  withdrawn: { type: 'withdrawn', occurredOn: '2026-03-22', reason: '企业不再用款' },
  misuse: { type: 'misuse', occurredOn: '2026-03-26', kind: 'misuse', problem: '贷款转入个人账户购房' },
}

export const apply = (state: State, feedback: Feedback, on = today): State => {
  const decision = feedBack(state, dispatched.bankId, feedback, on)
  if (decision.kind !== 'accepted') throw new Error(`${feedback.type}: ${JSON.stringify(decision)}`)
  return decision.events.reduce(referral.evolve, state)
}

const ways: Record<Exclude<Status, 'recalled' | 'recalled-after-grant'>, readonly FeedbackType[]> = {
  offered: [],
  accepted: ['accepted'],
  contacted: ['accepted', 'contacted'],
  'materials-completed': ['accepted', 'contacted', 'materials-completed'],
  'materials-missing': ['accepted', 'contacted', 'materials-missing'],
  granted: ['accepted', 'contacted', 'materials-completed', 'granted'],
  contracted: ['accepted', 'contacted', 'materials-completed', 'granted', 'contract'],
  renewed: ['accepted', 'contacted', 'materials-completed', 'granted', 'drawn', 'renewed'],
  repaid: ['accepted', 'contacted', 'materials-completed', 'granted', 'drawn', 'repaid'],
  withdrawn: ['accepted', 'contacted', 'materials-completed', 'granted', 'withdrawn'],
  declined: ['declined'],
  drawn: ['accepted', 'contacted', 'materials-completed', 'granted', 'drawn'],
  refused: ['accepted', 'refused'],
  'given-up': ['given-up'],
}

export const recallNotice = {
  ...referralRefSchema.parse(dispatched),
  reason: 'removed',
  detail: '已移出推荐清单',
  recalledOn: '2026-03-24',
} as const

export const recalledAt = '2026-03-24T03:00:00.000Z'

export const recalled = (state: Referral): Referral => {
  const decision = offerRecall(state, recallNotice, recalledAt)
  if (decision.kind !== 'accepted') throw new Error(decision.kind)
  const next = decision.events.reduce(referral.evolve, state as State)
  if (next.status === 'unknown') throw new Error('lost')
  return next
}

/** A referral in this status, led there by feedback. */
export const referralIn = (status: Status): Referral => {
  if (status === 'recalled') return recalled(referralIn('contacted'))
  if (status === 'recalled-after-grant') return recalled(referralIn('drawn'))
  const taken = takeIn({ status: 'unknown' }, dispatched, dispatched.dispatchedOn)
  if (taken.kind !== 'accepted') throw new Error(taken.kind)
  const state = ways[status].reduce((now, type) => apply(now, bodies[type]), given(taken.events))
  if (state.status !== status) throw new Error(`led to ${state.status}`)
  return state
}
