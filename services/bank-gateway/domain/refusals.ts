/** Everything this service refuses, beside what every service does. */
export const refusals = {
  'wrong-state': { status: 409, title: '当前状态不接受此项反馈' },
  'not-granted': { status: 409, title: '尚未授信，不能放款' },
  'line-exceeded': { status: 409, title: '累计放款超过授信额度' },
  'day-in-future': { status: 422, title: '日期晚于今天' },
  'day-too-early': { status: 422, title: '日期早于上一环节' },
  'guarantee-fee-too-high': { status: 422, title: '政府性融资担保费率超过上限' },
  'referral-conflict': { status: 409, title: '推送编号已属于另一银行或申请' },
} as const

export type RefusalCode = keyof typeof refusals | 'not-found'
