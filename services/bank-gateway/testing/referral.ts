import type { Dispatched, ReferralEvent, State } from '../domain/referral.ts'
import { referral } from '../domain/referral.ts'

/** An invented enterprise of 达州市通川区, pushed to its lending bank. */
export const dispatched: Dispatched = {
  uscc: '91511702MA6A00010N',
  regionCode: '511702',
  townshipCode: '511702001',
  name: '达州市通川区巴山竹编有限公司',
  entityKind: 'enterprise',
  sizeClass: 'micro',
  industryCode: '2041',
  contact: { sealed: 'sealed-text', maskedLegalRepresentative: '陈**', maskedPhone: '138****0001' },
  applicationId: 'A-1',
  demand: { amountFen: 50_000_000, termMonths: 12, purpose: '采购竹材', loanKind: 'working-capital' },
  firstLoan: true,
  channel: 'visit',
  declaredOn: '2026-03-02',
  referralId: 'A-1.tongchuan-bank',
  bankId: 'tongchuan-bank',
  institutionId: 'tongchuan-institution',
  bankName: '通川示范银行',
  batchId: 'MB-511702-1',
  listId: 'RL-1',
  reasons: [{ rule: 'existing-relation', detail: '企业现有贷款在本行，优先对接。' }],
  existingRelation: true,
  otherBanks: 2,
  dispatchedOn: '2026-03-09',
  clocks: { decisionDays: 30, refusalWorkingDays: 5, rollToWorkingDay: true },
}

/** The state that the events lead to. */
export const given = (events: readonly ReferralEvent[]): State =>
  events.reduce(referral.evolve, referral.initial)
