import type { RegionLevel } from '#shared/domain/regions.ts'

/** What an organisation is (A1, A3, A4). */
export const kindLabels = {
  mechanism: '工作机制',
  'mechanism-office': '工作机制办公室',
  'task-force': '工作专班',
  'office-group': '工作小组',
  township: '乡镇（街道）',
  department: '部门',
  'bank-institution': '银行机构',
  'bank-branch': '银行网点',
  platform: '融资信用服务平台',
} as const
export type OrganisationKind = keyof typeof kindLabels
export const organisationKinds = Object.keys(kindLabels) as OrganisationKind[]

/** A4: the five office groups and what each is there for. */
export const duties = {
  coordination: { label: '综合协调组', duty: '统筹日常运转，组织会商调度，汇总进展并跟踪议定事项。' },
  'list-matching': { label: '清单对接组', duty: '管好申报与推荐两张清单，组织银行对接，盯住反馈时限。' },
  'factor-support': { label: '要素保障组', duty: '协调证照、用地、抵质押等堵点，督促部门办结批分单。' },
  'policy-coordination': { label: '政策协同组', duty: '衔接担保、贴息、风险补偿等政策，帮助企业用足支持。' },
  evaluation: { label: '评估督导组', duty: '核查数据质量，评估工作成效，督促逾期和薄弱环节。' },
} as const
export type Duty = keyof typeof duties

/** Where the parent stands: in the same region, one level up, or in any region that covers this one. */
export type Place = 'same' | 'next-above' | 'covering'

type Standing = {
  readonly levels: readonly RegionLevel[]
  readonly under: readonly OrganisationKind[]
  readonly place: Place
  readonly parent: 'required' | 'optional'
}

const every = ['nation', 'province', 'city', 'county', 'zone'] as const
const optional = 'optional'
const required = 'required'

/** A1, A3, A4: which kind stands at which levels of region, and under which kinds. */
export const standings: { readonly [K in OrganisationKind]: Standing } = {
  mechanism: { levels: every, under: ['mechanism'], place: 'next-above', parent: optional },
  'mechanism-office': { levels: every, under: ['mechanism'], place: 'same', parent: required },
  'task-force': {
    levels: every,
    under: ['mechanism', 'bank-institution', 'bank-branch'],
    place: 'same',
    parent: required,
  },
  'office-group': { levels: every, under: ['mechanism-office'], place: 'same', parent: required },
  township: { levels: ['township'], under: ['mechanism'], place: 'next-above', parent: optional },
  department: { levels: every, under: ['mechanism', 'department'], place: 'covering', parent: optional },
  'bank-institution': { levels: every, under: ['bank-institution'], place: 'covering', parent: optional },
  'bank-branch': {
    levels: ['province', 'city', 'county', 'zone', 'township'],
    under: ['bank-institution', 'bank-branch'],
    place: 'covering',
    parent: optional,
  },
  platform: { levels: every, under: ['mechanism'], place: 'covering', parent: optional },
}
