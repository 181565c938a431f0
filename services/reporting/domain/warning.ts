import type { ExposureOver } from '#shared/contracts/matching.ts'
import type { Place } from './place.ts'

/** What a level above is warned of (E7, D4, C7, E6, F1, F2, C1, E3). */
export const warningKindLabels = {
  'acceptance-clock': '受理时限',
  'decision-clock': '授信决定时限',
  'refusal-feedback-clock': '不予授信反馈时限',
  'recall-clock': '撤回确认时限',
  coaching: '企业辅导时限',
  slip: '批分单时限',
  'fact-request': '部门核查时限',
  unaccepted: '银行逾时未受理',
  exposure: '多头过度授信',
  misuse: '贷后挪用或材料不实',
  webhook: '银行接口停用',
} as const
export type WarningKind = keyof typeof warningKindLabels

/** How far a clock is; only what has a due day has a level. */
export const levelLabels = { 'near-due': '临期', due: '到期', overdue: '逾期' } as const
export type Level = keyof typeof levelLabels
export const levels = Object.keys(levelLabels) as readonly Level[]

export type Warning = {
  readonly warningId: string
  readonly kind: WarningKind
  readonly level?: Level
  /** Version of what said so: of two words on one warning the newest holds. */
  readonly sequence: number
  /** Of an enterprise; work of the task force and a bank's interface may have none. */
  readonly uscc?: string
  readonly applicationId?: string
  readonly regionCode: string
  readonly townshipCode?: string
  readonly place: Place
  readonly referralId?: string
  readonly bankId?: string
  /** Of work of the review side: which, and whose. */
  readonly workId?: string
  readonly responsible?: string
  readonly warnedOn: string
  readonly dueOn?: string
  /** Of an exposure: asked for, granted by all banks together, and how many banks granted. */
  readonly demandFen?: number
  readonly grantedFen?: number
  readonly banks?: number
  /** What it went over, and where the region has a ceiling for the enterprise's size: all its lines, and that ceiling. */
  readonly over?: readonly ExposureOver[]
  readonly entityFen?: number
  readonly limitFen?: number
  readonly misuse?: 'misuse' | 'false-material'
}

/**
 * What ends warnings: at one referral; when the application is removed, at the application;
 * or those said before it, of what may be warned of again.
 */
export type Settlement =
  | { readonly by: 'accepted' | 'decided' | 'called-back' | 'recalled'; readonly referralId: string }
  | { readonly by: 'removed' }
  | { readonly by: 'eased' | 'done' | 'enabled'; readonly sequence: number }

const silence = ['acceptance-clock', 'unaccepted'] as const
const beforeDecision = [...silence, 'decision-clock', 'refusal-feedback-clock'] as const

export const settledBy: { readonly [B in Settlement['by']]: readonly WarningKind[] } = {
  accepted: silence,
  decided: beforeDecision,
  'called-back': beforeDecision,
  recalled: [...beforeDecision, 'recall-clock'],
  removed: ['misuse'],
  eased: ['exposure'],
  done: ['coaching', 'slip', 'fact-request'],
  enabled: ['webhook'],
}

export const settles = (settlement: Settlement, { kind, referralId, sequence }: Warning): boolean => {
  if (!settledBy[settlement.by].includes(kind)) return false
  if ('sequence' in settlement) return settlement.sequence > sequence
  return settlement.by === 'removed' || settlement.referralId === referralId
}

/** Open warnings as they are counted: what has a due day by level, the others by kind. */
export const openLabels = {
  nearDue: '临期',
  due: '到期',
  overdue: '逾期',
  unaccepted: '逾时未受理',
  exposure: '多头过度授信',
  misuse: '贷后挪用或材料不实',
  webhook: '银行接口停用',
} as const
export type OpenMetric = keyof typeof openLabels
export const openMetrics = Object.keys(openLabels) as readonly OpenMetric[]

export const openMetricOf = ({ kind, level = 'due' }: Pick<Warning, 'kind' | 'level'>): OpenMetric => {
  if (kind === 'unaccepted' || kind === 'exposure' || kind === 'misuse' || kind === 'webhook') return kind
  return level === 'near-due' ? 'nearDue' : level
}
