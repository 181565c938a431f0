const integer = new Intl.NumberFormat('zh-CN')
const twoPlaces = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** 1234 → '1,234'. */
export const households = n => integer.format(n)

/** Fen as 万元, from 1 亿元 on as 亿元. */
export const money = fen =>
  fen >= 10_000_000_000
    ? `${twoPlaces.format(fen / 10_000_000_000)} 亿元`
    : `${twoPlaces.format(fen / 1_000_000)} 万元`

/** Basis points as a percentage; “—” where there is nothing to divide by (G3). */
export const percent = bp => (bp === null ? '—' : `${twoPlaces.format(bp / 100)}%`)

/** The main way in its order, each step with the amount that belongs to it. */
export const steps = [
  { metric: 'listed', label: '列入清单' },
  { metric: 'visited', label: '已走访' },
  { metric: 'demand', label: '有融资需求' },
  { metric: 'declared', label: '申报', amount: 'askedFen' },
  { metric: 'recommended', label: '推荐' },
  { metric: 'pushed', label: '推送银行' },
  { metric: 'contacted', label: '银行对接' },
  { metric: 'credited', label: '授信', amount: 'creditedFen' },
  { metric: 'drawn', label: '放款', amount: 'drawnFen' },
]

/** Ways out of the main way. */
export const exits = [
  { metric: 'screenedOut', label: '初筛未通过' },
  { metric: 'returned', label: '退回补正' },
  { metric: 'refused', label: '审核未通过' },
  { metric: 'notCredited', label: '银行不予授信' },
  { metric: 'gaveUp', label: '企业放弃' },
  { metric: 'withdrawn', label: '撤回申报' },
  { metric: 'removed', label: '移出清单' },
  { metric: 'coached', label: '进入辅导' },
  { metric: 'repaired', label: '辅导修复' },
]

/** What becomes of a line after it was granted. */
export const afterwards = [
  { metric: 'renewed', label: '续贷', amount: 'renewedFen' },
  { metric: 'renewedWithoutRepayment', label: '其中无还本续贷', amount: 'renewedWithoutRepaymentFen' },
  { metric: 'repaid', label: '结清' },
  { metric: 'creditWithdrawn', label: '银行撤销授信', amount: 'creditWithdrawnFen' },
]

/** Credit to enterprises on neither list (D7): beside the main way and in none of its figures. */
export const offList = [
  { metric: 'offListCredited', label: '清单外授信', amount: 'offListCreditedFen' },
  { metric: 'offListDrawn', label: '清单外放款', amount: 'offListDrawnFen' },
]

/** '续贷 2 户、30.00 万元' for each of these. */
export const sentence = (parts, figures) =>
  parts
    .map(({ metric, label, amount }) => {
      const much = amount === undefined || figures[amount] === 0 ? '' : `、${money(figures[amount])}`
      return `${label} ${households(figures[metric])} 户${much}`
    })
    .join(' · ')

/** Bars to the longest step, and each step's share of the one before it. */
export const funnelOf = figures => {
  const longest = Math.max(...steps.map(({ metric }) => figures[metric]), 1)
  return steps.map(({ metric, label, amount }, index) => {
    const count = figures[metric]
    const before = index === 0 ? 0 : figures[steps[index - 1].metric]
    return {
      metric,
      label,
      count,
      width: count === 0 ? 0 : Math.max((count / longest) * 100, 0.5),
      share: before === 0 ? null : Math.round((count * 10_000) / before),
      fen: amount === undefined ? undefined : figures[amount],
    }
  })
}

/** Kinds of warning as they are counted (E7, D4, E6, E3). */
const warningCounts = {
  overdue: '逾期',
  due: '到期',
  nearDue: '临期',
  unaccepted: '逾时未受理',
  exposure: '多头过度授信',
  misuse: '贷后挪用或材料不实',
  webhook: '银行接口停用',
}

/** The kinds there are any of, the gravest first. */
export const openWarnings = open =>
  Object.entries(warningCounts).flatMap(([metric, label]) =>
    open[metric] === 0 ? [] : [{ label, count: open[metric] }],
  )

const warningKinds = {
  'acceptance-clock': '受理时限',
  'decision-clock': '授信决定时限',
  'refusal-feedback-clock': '不予授信反馈时限',
  'recall-clock': '撤回确认时限',
  coaching: '企业辅导时限',
  slip: '批分单时限',
  'fact-request': '部门核查时限',
  unaccepted: '逾时未受理',
  exposure: '多头过度授信',
  webhook: '银行接口停用',
}
const levels = { 'near-due': '临期', due: '到期', overdue: '逾期' }
const overs = { demand: '超出需求', size: '超出规模上限' }
const misuses = { misuse: '挪用贷款', 'false-material': '材料不实' }

/** A warning in the words of an official: what it is, of which bank or office, where. */
export const warningText = ({
  kind,
  level,
  misuse,
  over = [],
  bankName,
  bankId,
  banks,
  responsible,
  townshipCode,
  regionCode,
}) => ({
  what: misuse
    ? misuses[misuse]
    : [warningKinds[kind], levels[level], over.map(what => overs[what]).join('、')]
        .filter(Boolean)
        .join(' · '),
  bank: bankName ?? bankId ?? responsible ?? (banks === undefined ? '' : `${banks} 家银行`),
  code: townshipCode ?? regionCode,
})

/** Until when, or how much of how much: all lines of the enterprise where its ceiling is passed, else those of the application. */
export const warningMeasure = ({ dueOn = '', demandFen, grantedFen, over = [], entityFen, limitFen }) => {
  if (grantedFen === undefined) return dueOn
  const parts = [
    ...(over.includes('size') ? [`该企业合计 ${money(entityFen)}，规模上限 ${money(limitFen)}`] : []),
    ...(over.length === 0 || over.includes('demand')
      ? [`本次申报 ${money(grantedFen)}，需求 ${money(demandFen)}`]
      : []),
  ]
  return parts.join('；')
}

const twoDigits = n => String(n).padStart(2, '0')

/** Whole period of a button, in days of Beijing; `now` in milliseconds. */
export const periodOf = (name, now) => {
  if (name === 'all') return { from: '', to: '' }
  const beijing = new Date(now + 8 * 3_600_000)
  const year = beijing.getUTCFullYear()
  const month = twoDigits(beijing.getUTCMonth() + 1)
  const to = `${year}-${month}-${twoDigits(beijing.getUTCDate())}`
  return { from: name === 'year' ? `${year}-01-01` : `${year}-${month}-01`, to }
}

/** '2025-04-02T01:00:00.000Z' → '2025-04-02 09:00:00' in Beijing. */
export const beijingTime = instant =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
