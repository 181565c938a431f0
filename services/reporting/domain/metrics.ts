/** Enterprises 户 (G1): each counted once, on the day it first got there. Chinese as an official reads it. */
export const entityLabels = {
  listed: '列入走访清单户数',
  visited: '已走访户数',
  demand: '走访中有融资需求户数',
  screenedOut: '初筛未通过户数',
  declared: '申报户数',
  returned: '审核中退回补正户数',
  refused: '审核未通过户数',
  recommended: '推荐户数',
  pushed: '推送银行户数',
  accepted: '银行受理户数',
  contacted: '银行对接户数',
  materialsCompleted: '材料收齐户数',
  credited: '授信户数',
  notCredited: '银行不予授信户数',
  gaveUp: '企业放弃户数',
  drawn: '放款户数',
  renewed: '续贷户数',
  renewedWithoutRepayment: '无还本续贷户数',
  repaid: '结清户数',
  creditWithdrawn: '银行撤销授信户数',
  offListCredited: '清单外授信户数',
  offListDrawn: '清单外放款户数',
  withdrawn: '撤回申报户数',
  removed: '移出推荐清单户数',
  coached: '进入辅导户数',
  repaired: '辅导修复户数',
} as const
export type EntityMetric = keyof typeof entityLabels

/** Amounts, integer fen. */
export const amountLabels = {
  askedFen: '申报融资需求金额，单位：分',
  creditedFen: '授信金额，单位：分',
  drawnFen: '放款金额，单位：分',
  renewedFen: '续贷金额，单位：分',
  renewedWithoutRepaymentFen: '无还本续贷金额，单位：分',
  creditWithdrawnFen: '银行撤销的授信金额，单位：分；不从授信金额中扣除',
  offListCreditedFen: '清单外授信金额，单位：分；不计入授信金额',
  offListDrawnFen: '清单外放款金额，单位：分；不计入放款金额',
} as const
export type AmountMetric = keyof typeof amountLabels

export type Metric = EntityMetric | AmountMetric

/** What can be said of one bank; an enterprise pushed to three banks stands once with each. */
export const bankMetrics = [
  'pushed',
  'accepted',
  'contacted',
  'materialsCompleted',
  'credited',
  'notCredited',
  'gaveUp',
  'drawn',
  'renewed',
  'renewedWithoutRepayment',
  'repaid',
  'creditWithdrawn',
  'offListCredited',
  'offListDrawn',
  'creditedFen',
  'drawnFen',
  'renewedFen',
  'renewedWithoutRepaymentFen',
  'creditWithdrawnFen',
  'offListCreditedFen',
  'offListDrawnFen',
] as const satisfies readonly Metric[]
export type BankMetric = (typeof bankMetrics)[number]

export const metricLabels: { readonly [M in Metric]: string } = { ...entityLabels, ...amountLabels }
export const metrics = Object.keys(metricLabels) as readonly Metric[]
