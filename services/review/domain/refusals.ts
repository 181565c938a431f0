/** Every refusal of this service, with its HTTP status and its title. */
export const refusals = {
  'wrong-stage': { status: 409, title: '当前阶段不能办理此事项' },
  'same-person': { status: 409, title: '同一人不得办理同一申请的两个环节' },
  'not-this-level': { status: 403, title: '角色与审核层级不符' },
  'fact-veto': { status: 409, title: '部门核查有否决项' },
  'attention-unanswered': { status: 409, title: '部门提示的关注项未予说明' },
  'conflict-of-interest': { status: 409, title: '审核人所在机构为意向银行，须回避' },
  'claimed-by-other': { status: 409, title: '该申请已由他人认领' },
  'not-delegated': { status: 403, title: '未受召集人委托' },
  'file-not-genuine': { status: 422, title: '名单文件未通过验证' },
  'not-claimed': { status: 409, title: '不是认领人' },
  'review-begun': { status: 409, title: '审核已开始，不能更正' },
  'not-in-county': { status: 409, title: '不属于该县（区）' },
  'nothing-to-list': { status: 409, title: '没有可列入推荐清单的申请' },
  'list-not-ready': { status: 409, title: '推荐清单尚未草拟完成' },
  'not-on-list': { status: 409, title: '申请不在此推荐清单上' },
  'nothing-to-settle': { status: 409, title: '没有待处理的报告' },
  'coaching-closed': { status: 409, title: '辅导已办结' },
  'slip-wrong-status': { status: 409, title: '批分单当前状态不能办理此事项' },
  'not-asked': { status: 403, title: '不是承办单位' },
  'already-answered': { status: 409, title: '本单位已答复' },
  'no-upper-level': { status: 409, title: '没有可提交的上级' },
  'same-class': { status: 409, title: '问题类别没有变化' },
  'already-signed': { status: 409, title: '推荐清单已签发' },
} as const

/** The closed list of codes a decider here may refuse with. */
export type RefusalCode = keyof typeof refusals | 'not-found' | 'outside-region' | 'validation-failed'
