import { collateralLabels } from '#shared/contracts/vocabulary.ts'
import type { Fen } from '#shared/domain/money.ts'
import { code, day, months, oneOf, type Parse, text, wanYuan, yesNo } from '#shared/workbook/cells.ts'
import type { Cell } from '#shared/workbook/tables.ts'
import type { CreditRefusal, Grant } from './referral-events.ts'

/** What one row of a bank's monthly ledger says; blank cells are absent (E3). */
export type LedgerFields = {
  readonly referralId?: string
  readonly name?: string
  readonly uscc?: string
  readonly status?: string
  readonly acceptedOn?: string
  readonly contactedOn?: string
  readonly completedOn?: string
  readonly outcome?: Outcome
  readonly decidedOn?: string
  readonly lineFen?: Fen
  readonly rateBp?: number
  readonly termMonths?: number
  readonly collateral?: Grant['collateral']
  readonly firstLoan?: boolean
  readonly renewalWithoutRepayment?: boolean
  readonly reasonCode?: CreditRefusal['code']
  readonly problem?: string
  readonly advice?: string
  readonly repairable?: boolean
  readonly drawnOn?: string
  readonly drawnFen?: Fen
  readonly drawdownNumber?: string
  readonly remark?: string
}
export type LedgerField = keyof LedgerFields

export const outcomeLabels = {
  granted: '授信',
  refused: '不予授信',
  'given-up': '企业放弃',
  declined: '不予对接',
} as const
export type Outcome = keyof typeof outcomeLabels

export const refusalReasonLabels: { readonly [C in CreditRefusal['code']]: string } = {
  'credit-record': '信用记录',
  operation: '经营状况',
  'cash-flow': '现金流',
  collateral: '抵押担保',
  'use-of-funds': '资金用途',
  material: '申请材料',
  policy: '政策限制',
  other: '其他',
}

type Column<T> = {
  readonly title: string
  readonly parse: Parse<T>
  readonly show: (value: T) => Cell
  /** What would be right, for whoever filled the cell in. */
  readonly expects: string
  /** The only words the column takes, offered by the sheet itself. */
  readonly words?: readonly string[]
}

const labelled = <C extends string>(title: string, labels: { readonly [K in C]: string }): Column<C> => {
  const codes = Object.keys(labels) as C[]
  const words = codes.map(each => labels[each])
  return {
    title,
    // The code stands for its label: both are exact, nothing is guessed.
    parse: oneOf(codes.map(each => [each, new RegExp(`^(${each}|${labels[each]})$`, 'i')] as const)),
    show: value => labels[value],
    expects: `${words.join('、')} 之一`,
    words,
  }
}

const plain = (title: string, expects = '文字'): Column<string> => ({
  title,
  parse: text,
  show: value => value,
  expects,
})
const dayOf = (title: string): Column<string> => ({
  title,
  parse: day,
  show: value => value,
  expects: '日期，如 2026-03-20',
})
const wan = (title: string): Column<Fen> => ({
  title,
  parse: wanYuan,
  show: fen => fen / 1_000_000,
  expects: '以万元计的数，如 40 或 12.5',
})
const yes = (title: string): Column<boolean> => ({
  title,
  parse: yesNo,
  show: value => (value ? '是' : '否'),
  expects: '是或否',
  words: ['是', '否'],
})

/** '3.85', 3.85 or '3.85%' in a column that says per cent → 385; finer than a basis point is not a rate. */
const percent: Parse<number> = cell => {
  // A computed cell holds 15 significant digits, the rest is noise of the binary form.
  const shown = typeof cell === 'number' ? Number(cell.toPrecision(15)) : cell
  const value = (text(shown) ?? '').normalize('NFKC').replace(/%$/, '')
  const [match, whole = '', fraction = ''] = /^(\d{1,2})(?:\.(\d{1,2})0*)?$/.exec(value) ?? []
  return match === undefined ? undefined : Number(whole) * 100 + Number(fraction.padEnd(2, '0'))
}

/** Units stand in the titles and are read from nowhere else. */
export const ledgerColumns: { readonly [F in LedgerField]-?: Column<NonNullable<LedgerFields[F]>> } = {
  referralId: plain('推送编号', '工作簿原有的推送编号'),
  name: plain('企业名称'),
  uscc: { title: '统一社会信用代码', parse: code, show: value => value, expects: '18 位，按文本填写' },
  status: plain('状态'),
  acceptedOn: dayOf('接收日期'),
  contactedOn: dayOf('对接日期'),
  completedOn: dayOf('收齐材料日期'),
  outcome: labelled('结果', outcomeLabels),
  decidedOn: dayOf('决定日期'),
  lineFen: wan('授信额度(万元)'),
  rateBp: {
    title: '年利率(%)',
    parse: percent,
    show: bp => bp / 100,
    expects: '百分数，至多两位小数，如 3.85',
  },
  termMonths: { title: '期限(月)', parse: months, show: value => value, expects: '月数，如 12' },
  collateral: labelled('担保方式', collateralLabels),
  firstLoan: yes('首贷'),
  renewalWithoutRepayment: yes('无还本续贷'),
  reasonCode: labelled('原因代码', refusalReasonLabels),
  problem: plain('具体问题'),
  advice: plain('修复建议'),
  repairable: yes('可修复'),
  drawnOn: dayOf('放款日期'),
  drawnFen: wan('放款金额(万元)'),
  drawdownNumber: {
    ...plain('借据编号', '借据编号，按文本填写'),
    parse: cell => code(cell)?.normalize('NFKC'),
  },
  remark: plain('备注'),
}
export const ledgerFields = Object.keys(ledgerColumns) as LedgerField[]

export const titleOf = (field: LedgerField): string => ledgerColumns[field].title

/** The cell that shows a value; blank where there is none. */
export const cellOf = (fields: LedgerFields, field: LedgerField): Cell => {
  const value = fields[field]
  // Field and value belong together; the compiler cannot follow the pair through the lookup.
  return value === undefined ? null : (ledgerColumns[field].show as (value: unknown) => Cell)(value)
}
