import type { ServiceDeclaration } from '#shared/service/declaration.ts'
import { webhookRoutes } from './webhook-routes.ts'

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
    'loan-renewed.v1',
    'loan-repaid.v1',
    'credit-withdrawn.v1',
    'feedback-corrected.v1',
    'off-list-credit-recorded.v1',
    'webhook-disabled.v1',
    'webhook-enabled.v1',
  ],
  consumes: {
    'bank-registered.v1':
      'Opens the queue of a bank that joins, and keeps which bank stands above it (E3, A3).',
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
    listBranches: {
      method: 'GET',
      path: '/bank/v1/branches',
      permission: 'referrals:read',
      title: '下级行名录',
    },
    recordOffList: {
      method: 'POST',
      path: '/bank/v1/off-list-credits',
      permission: 'off-list-credits:report',
      title: '填报清单外授信',
    },
    listOffList: {
      method: 'GET',
      path: '/bank/v1/off-list-credits',
      permission: 'off-list-credits:read',
      title: '清单外授信台账',
    },
    getOffList: {
      method: 'GET',
      path: '/bank/v1/off-list-credits/{creditId}',
      permission: 'off-list-credits:read',
      title: '查看一笔清单外授信',
    },
    downloadLedger: {
      method: 'GET',
      path: '/bank/v1/ledgers/{month}',
      permission: 'ledgers:submit',
      title: '下载月度台账工作簿',
    },
    submitLedger: {
      method: 'POST',
      path: '/bank/v1/ledgers/{month}',
      permission: 'ledgers:submit',
      title: '报送月度台账工作簿，逐行给出结果',
    },
    ...webhookRoutes,
    listAccesses: {
      method: 'GET',
      path: '/bank/v1/entities/{code}/access-records',
      permission: 'access-records:read',
      title: '查询经营主体信息的查看记录（本服务）',
    },
  },
  schedules: {
    sweep: {
      everyMinutes: 15,
      why: 'Warns of clocks that are near, at or past their end, of referrals no bank took on and of recalls none acknowledged (E1, E7, C7).',
    },
    'deliver-webhooks': {
      everyMinutes: 1,
      why: 'Brings what waits in a bank’s queue to the address the bank registered (E3).',
    },
    'watch-dead-letters': {
      everyMinutes: 15,
      why: 'Counts what lies among the banks’ dead letters, so that somebody is woken (E3).',
    },
  },
  keys: { fields: ['seal', 'open'], webhook: ['sign'] },
  bankQueues: true,
  deliveries: true,
  assets: {},
} as const satisfies ServiceDeclaration
