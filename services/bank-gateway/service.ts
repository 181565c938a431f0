import type { ServiceDeclaration } from '#shared/service/declaration.ts'

export const service = {
  name: 'bank-gateway',
  title: '银行对接',
  purpose:
    'Offers each bank the referrals pushed to it, takes its feedback from acceptance to drawdown and keeps the clocks.',
  publishes: [
    'referral-offered.v1',
    'referral-accepted.v1',
    'enterprise-contacted.v1',
    'materials-completed.v1',
    'credit-decided.v1',
    'loan-drawn.v1',
    'recall-offered.v1',
    'recall-acknowledged.v1',
    'sibling-notice-offered.v1',
    'clock-warned.v1',
    'referral-unaccepted.v1',
    'loan-misused.v1',
  ],
  consumes: {
    'bank-registered.v1': 'Opens the queue of a bank that joins, so that it can begin to receive (E3).',
    'referral-dispatched.v1':
      'Takes the referral into the ledger and offers it in the bank’s own queue (E3).',
    'referral-recalled.v1': 'Puts the recall into the bank’s own queue, to be acknowledged (C7, B5).',
    'sibling-credited.v1': 'Tells the bank that another bank on the push granted credit (D4).',
  },
  routes: {
    receive: {
      method: 'POST',
      path: '/bank/v1/referrals/receive',
      permission: 'referrals:receive',
      title: '从本行队列领取推送',
    },
    acknowledge: {
      method: 'POST',
      path: '/bank/v1/referrals/acknowledge',
      permission: 'referrals:receive',
      title: '确认已领取的推送',
    },
    extend: {
      method: 'POST',
      path: '/bank/v1/referrals/extend',
      permission: 'referrals:receive',
      title: '延长已领取推送的确认期限',
    },
    feedBackInBulk: {
      method: 'POST',
      path: '/bank/v1/feedback',
      permission: 'referrals:feed-back',
      title: '批量反馈，逐条给出结果',
    },
    list: {
      method: 'GET',
      path: '/bank/v1/referrals',
      permission: 'referrals:read',
      title: '本行推送台账',
    },
    get: {
      method: 'GET',
      path: '/bank/v1/referrals/{referralId}',
      permission: 'referrals:read',
      title: '查看一笔推送',
    },
    feedBack: {
      method: 'POST',
      path: '/bank/v1/referrals/{referralId}/feedback',
      permission: 'referrals:feed-back',
      title: '反馈对接、授信与放款',
    },
    decideExemption: {
      method: 'POST',
      path: '/bank/v1/referrals/{referralId}/exemptions',
      permission: 'referrals:feed-back',
      title: '记录尽职免责认定',
    },
    appealExemption: {
      method: 'POST',
      path: '/bank/v1/referrals/{referralId}/appeals',
      permission: 'referrals:feed-back',
      title: '提出或答复尽职免责申诉',
    },
    acknowledgeRecall: {
      method: 'POST',
      path: '/bank/v1/referrals/{referralId}/recall-acknowledgement',
      permission: 'referrals:feed-back',
      title: '确认已知悉召回',
    },
    listAccesses: {
      method: 'GET',
      path: '/bank/v1/entities/{code}/access-records',
      permission: 'entities:read',
      title: '查询经营主体信息的查看记录（本服务）',
    },
  },
  schedules: {
    sweep: {
      everyMinutes: 15,
      why: 'Warns of clocks that are near, at or past their end, and of referrals no bank took on (E1, E7).',
    },
  },
  keys: { fields: ['open'] },
  bankQueues: true,
  assets: {},
} as const satisfies ServiceDeclaration
