import { type CellValue, writeXlsx } from 'hucre/xlsx'
import {
  cellOf,
  type LedgerFields,
  ledgerColumns,
  ledgerFields,
  titleOf,
} from '../../domain/ledger-fields.ts'
import { ledgerSheet, maxLedgerRows } from '../submit-ledger/read.ts'

/** A spreadsheet's name of a column; there are fewer than 26. */
const letterOf = (at: number): string => String.fromCharCode(65 + at)

const guidance = [
  '每行一笔推送；已记录的内容已填入，请补填新发生的事项后整份报送。空白单元格表示尚未发生。',
  '同一推送有多次放款的，第二次起各占一行：填推送编号、放款日期、放款金额、借据编号。放款须填借据编号，同一借据只计一次。',
  '金额单位为万元，利率单位为 %，单位以列名为准，请勿改动列名。日期填 YYYY-MM-DD。',
  '结果为“不予授信”“不予对接”的，原因代码、具体问题、修复建议、可修复缺一不可；“企业放弃”的，在备注写明原因。',
  '“状态”“企业名称”仅供核对，不作为反馈。已记录的内容不因改动单元格而更正，更正请用更正反馈并写明理由。',
  '请勿填写个人姓名、手机号、证件号码。同一份工作簿重复报送不会重复记录。',
]

const wide = new Set(['name', 'problem', 'advice', 'remark', 'referralId', 'uscc'])

/** The ledger as a bank fills it in: what is on record stands in its cells, closed lists offer their words (E3). */
export const ledgerWorkbook = async (
  month: string,
  rows: readonly LedgerFields[],
  mark: string,
): Promise<Uint8Array> => {
  const lastRow = maxLedgerRows + 1
  const cells = rows.map(fields => ledgerFields.map(field => cellOf(fields, field) as CellValue))
  return await writeXlsx({
    sheets: [
      {
        name: ledgerSheet,
        columns: ledgerFields.map(field => ({ width: wide.has(field) ? 26 : 14 })),
        rows: [ledgerFields.map(titleOf), ...cells],
        freezePane: { rows: 1, columns: 2 },
        dataValidations: ledgerFields.flatMap((field, at) => {
          const words = ledgerColumns[field].words
          if (!words) return []
          const range = `${letterOf(at)}2:${letterOf(at)}${lastRow}`
          return [{ type: 'list' as const, values: [...words], allowBlank: true, range }]
        }),
      },
      {
        name: '说明',
        columns: [{ width: 120 }],
        rows: [[`${month} 银行对接月度台账`], [mark], ...guidance.map((line, at) => [`${at + 1}. ${line}`])],
      },
    ],
  })
}
