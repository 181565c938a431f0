/** C1: the seven kinds that departments answer for. */
const departmentFactLabels = {
  'registered-capital': '注册资本',
  operations: '经营状况',
  'debt-evasion': '逃废债',
  'project-approvals': '项目审批信息',
  'industry-environment-policy': '产业和环保政策',
  collateral: '抵质押',
  litigation: '涉法涉诉',
} as const

/** C1: the seven, and two reports that come by authorisation and may be absent. */
export const factLabels = {
  ...departmentFactLabels,
  'credit-report': '征信报告',
  'public-credit-report': '公共信用报告',
} as const
export type FactKind = keyof typeof factLabels
export const factKinds = Object.keys(factLabels) as [FactKind, ...FactKind[]]

export const factFindingLabels = {
  normal: '正常',
  attention: '关注',
  veto: '否决',
  'nothing-on-file': '无记录',
} as const
export type FactFinding = keyof typeof factFindingLabels
export const factFindings = Object.keys(factFindingLabels) as [FactFinding, ...FactFinding[]]

export type Fact = {
  readonly kind: FactKind
  readonly finding: FactFinding
  readonly detail?: string | undefined
  /** Where the department has it from: a register, a system, an inquiry. */
  readonly source: string
  readonly observedOn: string
}

/** A fact with who supplied it and when. */
export type SuppliedFact = Fact & { readonly org: string; readonly at: string }

/** C1: the newest of each kind and organisation stands; what it replaces stays in the commits. */
export const withFacts = (
  standing: readonly SuppliedFact[],
  supplied: readonly SuppliedFact[],
): readonly SuppliedFact[] => [
  ...standing.filter(old => !supplied.some(fact => fact.kind === old.kind && fact.org === old.org)),
  ...supplied,
]

/** C1: a veto of any organisation stops a case until that organisation takes it back. */
export const vetoesIn = (facts: readonly SuppliedFact[]): readonly SuppliedFact[] =>
  facts.filter(({ finding }) => finding === 'veto')

/** C1: kinds of the seven that no department has answered yet. */
export const missingKinds = (facts: readonly SuppliedFact[]): readonly FactKind[] =>
  (Object.keys(departmentFactLabels) as FactKind[]).filter(kind => !facts.some(fact => fact.kind === kind))
