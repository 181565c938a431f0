/** Every refusal of this service, with its HTTP status and its title. */
export const refusals = {
  'wrong-stage': { status: 409, title: '当前阶段不能办理此事项' },
  'same-person': { status: 409, title: '同一人不得办理同一申请的两个环节' },
  'not-this-level': { status: 403, title: '角色与审核层级不符' },
  'fact-veto': { status: 409, title: '部门核查有否决项' },
  'not-in-county': { status: 409, title: '不属于该县（区）' },
  'nothing-to-list': { status: 409, title: '没有可列入推荐清单的申请' },
  'list-not-ready': { status: 409, title: '推荐清单尚未草拟完成' },
  'already-signed': { status: 409, title: '推荐清单已签发' },
} as const

/** The closed list of codes a decider here may refuse with. */
export type RefusalCode = keyof typeof refusals | 'not-found' | 'outside-region' | 'validation-failed'
