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
  ],
  consumes: {
    'bank-registered.v1': 'Opens the queue of a bank that joins, so that it can begin to receive (E3).',
    'referral-dispatched.v1':
      'Takes the referral into the ledger and offers it in the bank’s own queue (E3).',
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
  },
  schedules: {},
  keys: { fields: ['open'] },
  bankQueues: true,
  assets: {},
} as const satisfies ServiceDeclaration
