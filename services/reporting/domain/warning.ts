import type { Place } from './place.ts'

/** What a level above is warned of (E7, D4, E6). */
export const warningKindLabels = {
  'acceptance-clock': '受理时限',
  'decision-clock': '授信决定时限',
  'refusal-feedback-clock': '不予授信反馈时限',
  unaccepted: '银行逾时未受理',
  exposure: '多头授信超出需求',
  misuse: '贷后挪用或材料不实',
} as const
export type WarningKind = keyof typeof warningKindLabels

/** How far a clock is; only clocks have a level. */
export const levelLabels = { 'near-due': '临期', due: '到期', overdue: '逾期' } as const
export type Level = keyof typeof levelLabels
export const levels = Object.keys(levelLabels) as readonly Level[]

export type Warning = {
  readonly warningId: string
  readonly kind: WarningKind
  readonly level?: Level
  readonly uscc: string
  readonly applicationId: string
  readonly regionCode: string
  readonly townshipCode?: string
  readonly place: Place
  readonly referralId?: string
  readonly bankId?: string
  readonly warnedOn: string
  readonly dueOn?: string
  /** Of an exposure: asked for, granted by all banks together, and how many banks granted. */
  readonly demandFen?: number
  readonly grantedFen?: number
  readonly banks?: number
  readonly misuse?: 'misuse' | 'false-material'
}

/** What ends warnings: at one referral, or, when the application is removed, at the application. */
export type Settlement =
  | { readonly by: 'accepted' | 'decided' | 'recalled'; readonly referralId: string }
  | { readonly by: 'removed' }

const silence = ['acceptance-clock', 'unaccepted'] as const
const beforeDecision = [...silence, 'decision-clock', 'refusal-feedback-clock'] as const

/** Granted lines stay out together, so nothing ends the warning of an exposure (D4). */
export const settledBy: { readonly [B in Settlement['by']]: readonly WarningKind[] } = {
  accepted: silence,
  decided: beforeDecision,
  recalled: beforeDecision,
  removed: ['misuse'],
}

export const settles = (settlement: Settlement, { kind, referralId }: Warning): boolean =>
  settledBy[settlement.by].includes(kind) &&
  (settlement.by === 'removed' || settlement.referralId === referralId)

/** Open warnings as they are counted: clocks by level, the others by kind. */
export const openLabels = {
  nearDue: '临期',
  due: '到期',
  overdue: '逾期',
  unaccepted: '逾时未受理',
  exposure: '多头授信超出需求',
  misuse: '贷后挪用或材料不实',
} as const
export type OpenMetric = keyof typeof openLabels
export const openMetrics = Object.keys(openLabels) as readonly OpenMetric[]

export const openMetricOf = ({ kind, level = 'due' }: Pick<Warning, 'kind' | 'level'>): OpenMetric => {
  if (kind === 'unaccepted' || kind === 'exposure' || kind === 'misuse') return kind
  return level === 'near-due' ? 'nearDue' : level
}
