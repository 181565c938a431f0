import { type ReviewLevel, reviewLevelLabels } from '#shared/contracts/vocabulary.ts'
import type { Role } from '#shared/service/permissions.ts'

/** Where a case stands; `listed` means on a list that waits for its signature. */
export const statusLabels = {
  'task-force-review': '待专班初审',
  'bank-review': '待专班银行审核',
  'leader-review': '待专班组长审核',
  confirmation: '待行业主管部门确认',
  'awaiting-list': '待列入推荐清单',
  listed: '已列入推荐清单，待签发',
  recommended: '已推荐',
  returned: '已退回',
  refused: '已拒绝',
  removed: '已移出推荐清单',
  held: '触及限制名单，待人工核实',
  withdrawn: '企业已撤回',
} as const
export type Status = keyof typeof statusLabels
export const statuses = Object.keys(statusLabels) as [Status, ...Status[]]

/** The steps that a person takes on one case: three levels and the confirmation (C2, C3). */
export const stepLabels = { ...reviewLevelLabels, confirmation: '行业主管部门确认' } as const
export type Step = keyof typeof stepLabels

/** C2, C3: where each step is taken, and whose it is; which of them a case takes stands in its chain. */
export const steps = {
  'task-force': { from: 'task-force-review', role: 'task-force' },
  bank: { from: 'bank-review', role: 'bank-reviewer' },
  leader: { from: 'leader-review', role: 'leader' },
  confirmation: { from: 'confirmation', role: 'industry-department' },
} as const satisfies Record<Step, { from: Status; role: Role }>

/** The statuses in which somebody takes a step. */
export type StepStatus = (typeof steps)[Step]['from']

/** The steps that a case takes, in their order: from the policy it was opened under. */
export type Chain = readonly Step[]

/** The three levels in their order (C2). */
const levels = Object.keys(reviewLevelLabels) as ReviewLevel[]

/** C2, C3: the chain that a region's policy asks for. */
export const chainOf = (policy: {
  readonly reviewLevels: readonly ReviewLevel[]
  readonly industryConfirmation: boolean
}): Chain => [...policy.reviewLevels, ...(policy.industryConfirmation ? (['confirmation'] as const) : [])]

/** Where a case begins under this chain; without steps it waits for a list at once. */
export const firstOf = ([first]: Chain): StepStatus | 'awaiting-list' =>
  first ? steps[first].from : 'awaiting-list'

/** Where a pass of this step leads: to the next of the chain, and after the last onto a list. */
export const afterStep = (chain: Chain, step: Step): StepStatus | 'awaiting-list' =>
  firstOf(chain.slice(chain.indexOf(step) + 1))

const reviewing = ['task-force-review', 'bank-review', 'leader-review', 'confirmation'] as const

/** Not yet recommended, and not ended. */
const underWay = [...reviewing, 'held', 'awaiting-list', 'listed'] as const satisfies readonly Status[]
export const isUnderWay = (status: Status): boolean => (underWay as readonly Status[]).includes(status)

/** Where all required levels have passed and no list has the case yet: here further levels may be taken. */
const voluntaryIn = ['confirmation', 'awaiting-list'] as const satisfies readonly Status[]

/** C2: the levels that a shorter chain leaves to the county: those behind its last required one. */
const voluntaryOf = (chain: Chain): readonly ReviewLevel[] =>
  levels.slice(levels.findLastIndex(level => chain.includes(level)) + 1)

/** C2: the one voluntary level that may be taken now: in their order, none skipped, none twice. */
export const voluntaryNow = (
  status: Status,
  chain: Chain,
  taken: readonly Step[],
): ReviewLevel | undefined =>
  (voluntaryIn as readonly Status[]).includes(status)
    ? voluntaryOf(chain).find(level => !taken.includes(level))
    : undefined

export const actLabels = {
  ...stepLabels,
  facts: '报送核查情况',
  'fact-request': '请部门核查',
  claim: '认领办理',
  correction: '更正申报内容',
  withdrawal: '撤回申报',
  hold: '暂停核实',
  release: '核实限制名单',
  listing: '列入推荐清单',
  'sign-off': '召集人签发推荐清单',
  removal: '移出推荐清单',
  'short-way': '修复后再次推荐',
} as const
export type Act = keyof typeof actLabels

/**
 * The transition table: what may be done to a case in which status; everything else is refused as wrong-stage.
 * Which level is next behind the required ones, `voluntaryNow` says.
 */
const possibleIn = {
  'task-force': [steps['task-force'].from],
  bank: [steps.bank.from, ...voluntaryIn],
  leader: [steps.leader.from, ...voluntaryIn],
  confirmation: [steps.confirmation.from],
  facts: underWay,
  'fact-request': [...reviewing, 'held', 'awaiting-list'],
  claim: [...reviewing, 'held'],
  // Overtaken by the withdrawal that followed it, a correction still completes the record.
  correction: [...reviewing, 'held', 'awaiting-list', 'withdrawn'],
  withdrawal: [...reviewing, 'held', 'awaiting-list', 'listed', 'recommended'],
  hold: [...reviewing, 'awaiting-list'],
  release: ['held'],
  listing: ['awaiting-list'],
  'sign-off': ['listed'],
  removal: ['recommended'],
  'short-way': ['recommended'],
} as const satisfies Record<Act, readonly Status[]>

/** What comes next in each status, for the person whose act came at the wrong time. */
export const nextActs = {
  'task-force-review': 'task-force',
  'bank-review': 'bank',
  'leader-review': 'leader',
  confirmation: 'confirmation',
  'awaiting-list': 'listing',
  listed: 'sign-off',
  recommended: undefined,
  returned: undefined,
  refused: undefined,
  removed: undefined,
  held: 'release',
  withdrawn: undefined,
} as const satisfies Record<Status, Act | undefined>

export const isPossible = (act: Act, status: Status): boolean =>
  (possibleIn[act] as readonly Status[]).includes(status)

/** The step that the case waits for now. */
export const stepAt = (status: Status): Step | undefined =>
  (Object.keys(steps) as Step[]).find(step => steps[step].from === status)
