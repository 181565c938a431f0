import type { Role } from './permissions.ts'

/** Kinds of fact about an entity that the mechanism holds (H2). */
export const factLabels = {
  registry: '登记与规模信息',
  demand: '融资需求',
  contact: '法定代表人与联系电话',
  visits: '走访记录',
  'credit-facts': '部门核查情况',
  help: '辅导与批分单所载的问题',
  'credit-results': '授信与放款结果',
} as const
export type FactKind = keyof typeof factLabels

/** A look at these leaves an access record (H2, H4); the others are the enterprise's public or own statements. */
export const sensitivity: { readonly [F in FactKind]: 'open' | 'personal' | 'credit' } = {
  registry: 'open',
  demand: 'open',
  contact: 'personal',
  visits: 'personal',
  'credit-facts': 'credit',
  help: 'credit',
  'credit-results': 'credit',
}
export type Disclosed = 'personal' | 'credit'

/** What somebody may look for. */
export const purposeLabels = {
  visiting: '走访与申报',
  review: '审核与推荐',
  lending: '对接与授信',
  supervision: '督导与统计',
} as const
export type Purpose = keyof typeof purposeLabels

/** `masked` hides what names a person; a bank sees it once it has taken the enterprise on. */
export const shownLabels = {
  full: '完整',
  masked: '脱敏',
  'full-after-acceptance': '银行受理前脱敏，受理后完整，办结后收回',
} as const
export type Shown = keyof typeof shownLabels

export type Share = {
  readonly fact: FactKind
  readonly purpose: Purpose
  readonly roles: readonly Role[]
  readonly shown: Shown
}

const visitors = ['platform', 'township', 'task-force'] as const
const reviewers = [
  'department',
  'task-force',
  'bank-reviewer',
  'leader',
  'industry-department',
  'convener',
] as const
const overseers = ['task-force', 'leader', 'convener', 'supervisor'] as const

/** 信息共享清单: what no row names is shared with nobody (H2). */
export const sharingList: readonly Share[] = [
  { fact: 'registry', purpose: 'visiting', roles: visitors, shown: 'full' },
  { fact: 'registry', purpose: 'review', roles: reviewers, shown: 'full' },
  { fact: 'registry', purpose: 'lending', roles: ['bank'], shown: 'full' },
  { fact: 'registry', purpose: 'supervision', roles: overseers, shown: 'full' },
  { fact: 'demand', purpose: 'visiting', roles: visitors, shown: 'full' },
  { fact: 'demand', purpose: 'review', roles: reviewers, shown: 'full' },
  { fact: 'demand', purpose: 'lending', roles: ['bank'], shown: 'full' },
  { fact: 'demand', purpose: 'supervision', roles: overseers, shown: 'full' },
  { fact: 'contact', purpose: 'visiting', roles: visitors, shown: 'masked' },
  { fact: 'contact', purpose: 'review', roles: reviewers, shown: 'masked' },
  { fact: 'contact', purpose: 'lending', roles: ['bank'], shown: 'full-after-acceptance' },
  { fact: 'contact', purpose: 'supervision', roles: overseers, shown: 'masked' },
  { fact: 'visits', purpose: 'visiting', roles: visitors, shown: 'masked' },
  { fact: 'visits', purpose: 'supervision', roles: overseers, shown: 'masked' },
  { fact: 'credit-facts', purpose: 'review', roles: reviewers, shown: 'full' },
  { fact: 'credit-facts', purpose: 'supervision', roles: ['supervisor'], shown: 'full' },
  { fact: 'help', purpose: 'visiting', roles: ['platform', 'township'], shown: 'full' },
  { fact: 'help', purpose: 'review', roles: reviewers, shown: 'full' },
  { fact: 'help', purpose: 'supervision', roles: ['supervisor'], shown: 'full' },
  { fact: 'credit-results', purpose: 'lending', roles: ['bank'], shown: 'full' },
  { fact: 'credit-results', purpose: 'supervision', roles: overseers, shown: 'full' },
]

/** How a kind of fact is shown to a role for a purpose; undefined is not at all. */
export const shownTo = (role: Role, fact: FactKind, purpose: Purpose): Shown | undefined =>
  sharingList.find(row => row.fact === fact && row.purpose === purpose && row.roles.includes(role))?.shown

/** Purposes for which a role may look at personal or at credit data. */
export const purposesOf = (role: Role, of: Disclosed): readonly Purpose[] => [
  ...new Set(
    sharingList
      .filter(({ fact, roles }) => sensitivity[fact] === of && roles.includes(role))
      .map(({ purpose }) => purpose),
  ),
]
