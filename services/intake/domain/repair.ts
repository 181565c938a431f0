import type { Criterion } from '#shared/contracts/vocabulary.ts'
import type { Finding } from './vocabulary.ts'

/** What to put right before declaring again, or what to look up first (B4). */
const advice: { readonly [C in Criterion]: { readonly [F in Exclude<Finding, 'met'>]: string } } = {
  'compliant-operation': {
    'not-met': '先办结登记、年报、税务、环保、安全生产等方面的未了事项，恢复正常经营后再申报。',
    'to-be-checked': '请核对登记状态、年报与纳税情况，补上佐证后再申报。',
  },
  'fixed-premises': {
    'not-met': '落实固定的经营或生产场所（自有、租赁或村集体证明均可），取得证明后再申报。',
    'to-be-checked': '请实地查看经营场所，附产权、租赁合同或村（社区）证明后再申报。',
  },
  'genuine-demand': {
    'not-met': '目前没有真实的融资需求；有订单、采购或建设计划等依据后再申报。',
    'to-be-checked': '请向企业核实需求金额与依据（订单、合同、流水）后再申报。',
  },
  'good-credit': {
    'not-met': '先结清逾期、履行法院裁判或完成信用修复，取得证明后再申报。',
    'to-be-checked': '请经企业授权查询信用报告与公共信用信息后再申报。',
  },
  'lawful-use': {
    'not-met': '贷款用途不符合规定；改为依法合规的生产经营用途后再申报。',
    'to-be-checked': '请写明资金用到哪里、付给谁，并附合同或清单后再申报。',
  },
}

export const repairOf = (criterion: Criterion, finding: Finding): string | undefined =>
  finding === 'met' ? undefined : advice[criterion][finding]
