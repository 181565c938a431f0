import * as z from 'zod'
import { grantSchema, refusalSchema } from '#shared/contracts/bank-gateway.ts'
import { amountFenSchema, closedList, daySchema, visitMethodSchema } from '#shared/contracts/vocabulary.ts'
import { formatFen, maxDemandFen } from '#shared/domain/money.ts'
import { feedbackLabels } from '../../domain/transitions.ts'

const type = <T extends keyof typeof feedbackLabels>(name: T) =>
  z.literal(name).describe(`反馈事项：${feedbackLabels[name]}`)

const occurredOn = daySchema.describe('发生之日 YYYY-MM-DD（北京时间）')
const decidedOn = daySchema.describe('决定之日 YYYY-MM-DD（北京时间）')
/** One number is one number, however it is typed. */
const reference = (what: string) =>
  z.string().normalize('NFKC').trim().min(1, `${what}不得为空`).max(100).describe(what)
const sentence = (what: string) =>
  z.string().trim().min(4, `${what}须写明，4 至 500 字`).max(500).describe(what)

const boundedFen = amountFenSchema.max(maxDemandFen, `金额不得超过 ${formatFen(maxDemandFen)}，单位为分`)

// A staff number is enough to find the person inside the bank, and is no personal data here (H3).
const accountManager = z
  .string()
  .regex(
    /^(?!1\d{10}$)(?!\d{17}[\dXx]$)[A-Za-z0-9-]{1,32}$/,
    '请填客户经理在行内的工号（字母、数字、连字符），不填姓名、手机号或证件号码',
  )
  .describe('客户经理工号（行内编号，不填姓名）')

/** A correction is a new record that names what it corrects; history keeps both. */
const correction = {
  corrects: z
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .describe('更正时填：被更正的反馈在 history 中的序号 number；须为同一事项'),
  correctionReason: sentence('更正的理由；填 corrects 时必填').optional(),
}

/** E2: blanks are neither a concrete problem nor advice. */
const refusal = z
  .strictObject({ ...refusalSchema.shape, problem: sentence('具体问题'), advice: sentence('修复建议') })
  .describe('不予授信的原因、具体问题与修复建议，缺一不可')

/** A grant as a bank states it; the comprehensive cost is computed, never stated (E4). */
export const grantBodySchema = z
  .strictObject({
    ...grantSchema.omit({ comprehensiveCostBp: true }).shape,
    lineFen: boundedFen.describe('授信额度，单位：分'),
    collateral: grantSchema.shape.collateral.describe('担保方式'),
  })
  .describe('授信内容；综合融资成本由系统算得，不填')

/** What a bank feeds back, by type (E3–E6, E9). */
export const feedbackOptions = [
  z.strictObject({
    type: type('accepted'),
    occurredOn: daySchema.optional().describe('接收之日 YYYY-MM-DD（北京时间），不填为今天'),
    ...correction,
  }),
  z.strictObject({ type: type('declined'), decidedOn, refusal, ...correction }),
  z.strictObject({
    type: type('contacted'),
    occurredOn,
    accountManager: accountManager.optional(),
    method: visitMethodSchema.optional().describe('对接方式'),
    ...correction,
  }),
  z.strictObject({
    type: type('materials-missing'),
    occurredOn,
    missing: sentence('尚缺的材料；补齐前授信时限不起算'),
    ...correction,
  }),
  z.strictObject({
    type: type('materials-completed'),
    occurredOn: daySchema.describe('收齐全部申请材料之日 YYYY-MM-DD（北京时间），授信时限自次日起算'),
    evidence: reference('材料收齐的凭证编号').optional(),
    ...correction,
  }),
  z.strictObject({
    type: type('granted'),
    decidedOn,
    grant: grantBodySchema,
    productId: reference('所用金融产品编号').optional(),
    guaranteeFeeBp: z
      .int()
      .min(0)
      .max(10_000)
      .optional()
      .describe('政府性融资担保机构的担保费率，单位：基点，不得高于 100（即 1%）'),
    ...correction,
  }),
  z.strictObject({ type: type('refused'), decidedOn, refusal, ...correction }),
  z.strictObject({
    type: type('given-up'),
    decidedOn: daySchema.describe('企业放弃之日 YYYY-MM-DD（北京时间）'),
    reason: z.string().trim().min(2, '企业放弃的原因须写明，2 至 500 字').max(500).describe('企业放弃的原因'),
    ...correction,
  }),
  z.strictObject({
    type: type('contract'),
    signedOn: daySchema.describe('合同签订之日 YYYY-MM-DD（北京时间）'),
    contractNumber: reference('借款合同编号'),
    ...correction,
  }),
  z.strictObject({
    type: type('drawn'),
    drawnOn: daySchema.describe('放款之日 YYYY-MM-DD（北京时间）'),
    amountFen: boundedFen.describe('本次放款金额，单位：分'),
    contractNumber: reference('借款合同编号').optional(),
    drawdownNumber: reference('借据编号；填写后同一借据不会重复计入').optional(),
    ...correction,
  }),
  z.strictObject({
    type: type('renewed'),
    occurredOn: daySchema.describe('续贷之日 YYYY-MM-DD（北京时间）'),
    amountFen: boundedFen.describe('续贷金额，单位：分，不得高于累计放款'),
    maturesOn: daySchema.describe('续贷后的到期日 YYYY-MM-DD'),
    withoutRepayment: z.boolean().describe('是否无还本续贷'),
    ...correction,
  }),
  z.strictObject({
    type: type('repaid'),
    occurredOn: daySchema.describe('全部结清之日 YYYY-MM-DD（北京时间）'),
    ...correction,
  }),
  z.strictObject({
    type: type('withdrawn'),
    occurredOn: daySchema.describe('撤销未提款授信之日 YYYY-MM-DD（北京时间）'),
    reason: sentence('撤销授信的原因'),
    ...correction,
  }),
  z.strictObject({
    type: type('misuse'),
    occurredOn: daySchema.describe('发现之日 YYYY-MM-DD（北京时间）'),
    kind: closedList('贷后问题', { misuse: '挪用贷款', 'false-material': '提供虚假材料' }),
    problem: sentence('具体问题，不写个人信息'),
    ...correction,
  }),
] as const

export const feedbackError: z.core.$ZodErrorMap = issue =>
  issue.code === 'invalid_union' ? `type 须为 ${Object.keys(feedbackLabels).join('、')} 之一` : undefined

export const feedbackSchema = z.discriminatedUnion('type', feedbackOptions, { error: feedbackError })
export type Feedback = z.infer<typeof feedbackSchema>
