/** Standing of a referral, with the words of the ledger 台账 (E3). */
export const statusLabels = {
  offered: '已推送、待接收',
  accepted: '已接收',
  contacted: '已对接',
  'materials-completed': '材料已收齐',
  granted: '已授信',
  drawn: '已放款',
  refused: '不予授信',
  'given-up': '企业已放弃',
} as const
export type Status = keyof typeof statusLabels
export const statuses = Object.keys(statusLabels) as [Status, ...Status[]]

/** What a bank reports (E3). */
export const feedbackLabels = {
  accepted: '接收',
  contacted: '对接企业',
  'materials-completed': '材料收齐',
  granted: '授信',
  refused: '不予授信',
  'given-up': '企业放弃',
  drawn: '放款',
} as const
export type FeedbackType = keyof typeof feedbackLabels
export const feedbackTypes = Object.keys(feedbackLabels) as [FeedbackType, ...FeedbackType[]]

const closing = { refused: 'refused', 'given-up': 'given-up' } as const

/** Which feedback leads where; what is missing is refused (E3). */
export const transitions = {
  offered: { accepted: 'accepted', ...closing },
  accepted: { contacted: 'contacted', ...closing },
  contacted: { 'materials-completed': 'materials-completed', ...closing },
  'materials-completed': { granted: 'granted', ...closing },
  granted: { drawn: 'drawn' },
  drawn: { drawn: 'drawn' },
  refused: {},
  'given-up': {},
} as const satisfies Record<Status, { readonly [F in FeedbackType]?: Status }>

export const allowedFrom = (status: Status): readonly FeedbackType[] =>
  feedbackTypes.filter(type => type in transitions[status])
