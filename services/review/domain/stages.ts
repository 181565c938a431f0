import { reviewLevelLabels } from '#shared/contracts/vocabulary.ts'
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
} as const
export type Status = keyof typeof statusLabels
export const statuses = Object.keys(statusLabels) as [Status, ...Status[]]

/** The steps that a person takes on one case: three levels and the confirmation (C2, C3). */
export const stepLabels = { ...reviewLevelLabels, confirmation: '行业主管部门确认' } as const
export type Step = keyof typeof stepLabels

/** C2, C3: the order of the steps, and whose each of them is. */
export const steps = {
  'task-force': { from: 'task-force-review', to: 'bank-review', role: 'task-force' },
  bank: { from: 'bank-review', to: 'leader-review', role: 'bank-reviewer' },
  leader: { from: 'leader-review', to: 'confirmation', role: 'leader' },
  confirmation: { from: 'confirmation', to: 'awaiting-list', role: 'industry-department' },
} as const satisfies Record<Step, { from: Status; to: Status; role: Role }>

export const actLabels = {
  ...stepLabels,
  facts: '报送核查情况',
  listing: '列入推荐清单',
  'sign-off': '召集人签发推荐清单',
} as const
export type Act = keyof typeof actLabels

/** The transition table: what may be done to a case in which status; everything else is refused as wrong-stage. */
const possibleIn = {
  'task-force': [steps['task-force'].from],
  bank: [steps.bank.from],
  leader: [steps.leader.from],
  confirmation: [steps.confirmation.from],
  facts: ['task-force-review', 'bank-review', 'leader-review', 'confirmation', 'awaiting-list', 'listed'],
  listing: ['awaiting-list'],
  'sign-off': ['listed'],
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
} as const satisfies Record<Status, Act | undefined>

export const isPossible = (act: Act, status: Status): boolean =>
  (possibleIn[act] as readonly Status[]).includes(status)
