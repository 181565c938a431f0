/** Everything this service refuses, beside what every service does. */
export const refusals = {
  'wrong-state': { status: 409, title: '当前状态不接受此项反馈' },
  'not-granted': { status: 409, title: '尚未授信，不能放款' },
  'line-exceeded': { status: 409, title: '累计放款超过授信额度' },
  'nothing-drawn': { status: 409, title: '尚无放款' },
  'drawdown-recorded': { status: 409, title: '该借据的放款已反馈' },
  'day-in-future': { status: 422, title: '日期晚于今天' },
  'day-too-early': { status: 422, title: '日期早于上一环节' },
  'guarantee-fee-too-high': { status: 422, title: '政府性融资担保费率超过上限' },
  'term-too-long': { status: 422, title: '流动资金贷款期限超过上限' },
  'collateral-contradicted': { status: 422, title: '是否信用贷款与担保方式不一致' },
  'correction-without-reason': { status: 422, title: '更正须写明理由' },
  'correction-mismatch': { status: 422, title: '更正与被更正的反馈不符' },
  'not-recalled': { status: 409, title: '该推送未被召回' },
  'not-exemptible': { status: 409, title: '该笔尚无可认定的事项' },
  'appeal-not-open': { status: 409, title: '不能申诉或答复' },
  'referral-conflict': { status: 409, title: '推送编号已属于另一银行或申请' },
} as const

export type RefusalCode = keyof typeof refusals | 'not-found'
