import type { EventData } from '#shared/contracts/events.ts'
import { type Criterion, closedList } from '#shared/contracts/vocabulary.ts'

/** F1: what keeps an enterprise from credit, who acts on it, how, and in how many working days at most. */
export const problemClasses = {
  'credit-overdue': {
    label: '逾期或欠息未结清',
    department: '金融工作部门',
    measure: '与债权银行商定结清或重组办法，取得结清证明',
    workingDays: 20,
  },
  'credit-guarantee': {
    label: '对外担保代偿或担保链风险',
    department: '金融工作部门',
    measure: '协调解除或置换担保，取得代偿结清证明',
    workingDays: 40,
  },
  'credit-blemish': {
    label: '失信或行政处罚信息未修复',
    department: '发展改革部门',
    measure: '指导履行义务并办理信用修复',
    workingDays: 40,
  },
  tax: {
    label: '欠税或纳税信用等级低',
    department: '税务部门',
    measure: '指导补缴税款、补正申报并申请纳税信用修复',
    workingDays: 20,
  },
  registration: {
    label: '登记信息不符或列入经营异常名录',
    department: '市场监管部门',
    measure: '指导变更登记、补报年报并申请移出异常名录',
    workingDays: 15,
  },
  licence: {
    label: '资质许可或项目审批手续不全',
    department: '行政审批部门',
    measure: '一次告知所缺手续，可并联审批或容缺受理',
    workingDays: 20,
  },
  premises: {
    label: '经营场所不固定或证明不全',
    department: '乡镇（街道）',
    measure: '实地核实场所，补办租赁合同或场所证明',
    workingDays: 10,
  },
  accounts: {
    label: '财务不规范或报表缺失',
    department: '财政部门',
    measure: '安排会计辅导，建账并补齐报表',
    workingDays: 30,
  },
  'cash-flow': {
    label: '经营或现金流不足',
    department: '工业和信息化部门',
    measure: '对接订单与回款，核定与经营相称的额度和期限',
    workingDays: 40,
  },
  collateral: {
    label: '抵质押物不足或权属不清',
    department: '自然资源部门',
    measure: '办理权属登记，或引入政府性融资担保',
    workingDays: 30,
  },
  'use-of-funds': {
    label: '贷款用途不明或不合规',
    department: '乡镇（街道）',
    measure: '核实用途，补充合同或订单等用途证明',
    workingDays: 10,
  },
  demand: {
    label: '融资需求不实或测算不合理',
    department: '乡镇（街道）',
    measure: '重新核实需求，按经营规模测算金额与期限',
    workingDays: 10,
  },
  material: {
    label: '申请材料不齐',
    department: '乡镇（街道）',
    measure: '按清单补齐材料并代办报送',
    workingDays: 5,
  },
  'industry-policy': {
    label: '产业或环保政策不符',
    department: '生态环境部门',
    measure: '明确整改要求，整改后取得证明',
    workingDays: 40,
  },
  other: {
    label: '其他问题',
    department: '乡镇（街道）',
    measure: '会商确定责任部门与办法',
    workingDays: 20,
  },
} as const satisfies {
  readonly [code: string]: {
    readonly label: string
    readonly department: string
    readonly measure: string
    readonly workingDays: number
  }
}

export type ProblemClass = keyof typeof problemClasses
export const problemClassCodes = Object.keys(problemClasses) as [ProblemClass, ...ProblemClass[]]
export const problemClassSchema = closedList(
  '问题类别',
  Object.fromEntries(problemClassCodes.map(code => [code, problemClasses[code].label])) as {
    [C in ProblemClass]: string
  },
)

/** F1: the class that a failed criterion begins with; the township may change it. */
export const classOfCriterion = {
  'compliant-operation': 'registration',
  'fixed-premises': 'premises',
  'genuine-demand': 'demand',
  'good-credit': 'credit-overdue',
  'lawful-use': 'use-of-funds',
} as const satisfies Record<Criterion, ProblemClass>

type BankRefusal = Extract<EventData<'credit-decided.v1'>, { outcome: 'refused' }>

/** F1: the class that a bank's refusal code begins with. */
export const classOfRefusalCode = {
  'credit-record': 'credit-overdue',
  operation: 'cash-flow',
  'cash-flow': 'cash-flow',
  collateral: 'collateral',
  'use-of-funds': 'use-of-funds',
  material: 'material',
  policy: 'industry-policy',
  other: 'other',
} as const satisfies Record<BankRefusal['refusal']['code'], ProblemClass>
