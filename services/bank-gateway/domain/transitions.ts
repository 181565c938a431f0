/** Standing of a referral, with the words of the ledger 台账 (E3). */
export const statusLabels = {
  offered: '已推送、待接收',
  accepted: '已接收',
  contacted: '已对接',
  'materials-missing': '材料待补',
  'materials-completed': '材料已收齐',
  granted: '已授信',
  contracted: '已签合同',
  drawn: '已放款',
  renewed: '已续贷',
  repaid: '已结清',
  refused: '不予授信',
  'given-up': '企业已放弃',
  declined: '不予对接',
  withdrawn: '授信已撤销',
  recalled: '已召回',
  'recalled-after-grant': '已召回（授信存续）',
} as const
export type Status = keyof typeof statusLabels
export const statuses = Object.keys(statusLabels) as [Status, ...Status[]]

/** What a bank reports (E3). */
export const feedbackLabels = {
  accepted: '接收',
  declined: '不予对接',
  contacted: '对接企业',
  'materials-missing': '材料待补',
  'materials-completed': '材料收齐',
  granted: '授信',
  refused: '不予授信',
  'given-up': '企业放弃',
  contract: '签订合同',
  drawn: '放款',
  renewed: '续贷',
  repaid: '结清',
  withdrawn: '撤销授信',
  misuse: '贷后问题',
} as const
export type FeedbackType = keyof typeof feedbackLabels
export const feedbackTypes = Object.keys(feedbackLabels) as [FeedbackType, ...FeedbackType[]]

const closing = { refused: 'refused', 'given-up': 'given-up' } as const

const afterMissing = {
  'materials-missing': 'materials-missing',
  'materials-completed': 'materials-completed',
  ...closing,
} as const

/** Which feedback leads where; what is missing is refused (E3). */
export const transitions = {
  offered: { accepted: 'accepted', declined: 'declined', ...closing },
  accepted: { contacted: 'contacted', ...closing },
  contacted: afterMissing,
  'materials-missing': afterMissing,
  'materials-completed': { granted: 'granted', ...closing },
  granted: { contract: 'contracted', drawn: 'drawn', withdrawn: 'withdrawn' },
  contracted: { drawn: 'drawn', withdrawn: 'withdrawn' },
  drawn: { contract: 'drawn', drawn: 'drawn', renewed: 'renewed', repaid: 'repaid', misuse: 'drawn' },
  renewed: { contract: 'renewed', drawn: 'renewed', renewed: 'renewed', repaid: 'repaid', misuse: 'renewed' },
  // What happened before all was repaid may be told after it.
  repaid: { contract: 'repaid', drawn: 'repaid', renewed: 'repaid', misuse: 'repaid' },
  refused: {},
  'given-up': {},
  declined: {},
  withdrawn: {},
  recalled: {},
  // C7 E6: what was granted before the recall is told of to its end: lent, renewed, misused, repaid, or taken back undrawn.
  'recalled-after-grant': {
    contract: 'recalled-after-grant',
    drawn: 'recalled-after-grant',
    renewed: 'recalled-after-grant',
    repaid: 'repaid',
    withdrawn: 'withdrawn',
    misuse: 'recalled-after-grant',
  },
} as const satisfies Record<Status, { readonly [F in FeedbackType]?: Status }>

export const allowedFrom = (status: Status): readonly FeedbackType[] =>
  feedbackTypes.filter(type => type in transitions[status])

export const nextOf = (status: Status, type: FeedbackType): Status | undefined => {
  const row: { readonly [F in FeedbackType]?: Status } = transitions[status]
  return row[type]
}
