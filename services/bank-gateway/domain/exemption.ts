import * as z from 'zod'
import { closedList, daySchema } from '#shared/contracts/vocabulary.ts'
import { type DueDay, dueAfterWorkingDays, type PlainDay } from '#shared/domain/days.ts'

/** Working days in which the bank answers an officer's appeal; no source sets it, the bank's own rule may be shorter. */
export const appealWorkingDays = 15

const outcomeSchema = closedList('尽职免责认定', {
  exempt: '免责',
  'partly-exempt': '减轻责任',
  'not-exempt': '不予免责',
})
const appealOutcomeSchema = closedList('申诉结论', { upheld: '维持原认定', changed: '变更为免责' })
const sentence = (what: string) =>
  z.string().trim().min(4, `${what}须写明，4 至 500 字`).max(500).describe(what)

/** One finding on due diligence, by staff number and never by name (E8, H3). */
export const findingSchema = z.strictObject({
  for: closedList('对谁认定', {
    'bank-officer': '银行经办人员',
    recommender: '推荐人员（走访、审核、推荐）',
  })
    .optional()
    .describe(
      '对谁认定：bank-officer 银行经办人员（尽职免责）；recommender 推荐人员（容错）；不填为 bank-officer',
    ),
  about: closedList('认定事项', { 'refused-loan': '不予授信', 'bad-loan': '不良贷款' }),
  officer: z
    .string()
    .regex(
      /^(?!1\d{10}$)(?!\d{17}[\dXx]$)[A-Za-z0-9-]{1,32}$/,
      '请填责任人在所在单位的工号（字母、数字、连字符），不填姓名、手机号或证件号码',
    )
    .describe('责任人在所在单位的工号（不填姓名）'),
  finding: sentence('尽职调查的认定事实，不写个人信息'),
  outcome: outcomeSchema,
  reason: sentence('认定的理由'),
  decidedOn: daySchema.describe('认定之日 YYYY-MM-DD（北京时间）'),
})
export type Finding = z.infer<typeof findingSchema>

const exemption = z.int().min(1).max(1000).describe('所申诉认定的序号 number')

export const appealSchema = z.discriminatedUnion(
  'step',
  [
    z.strictObject({
      step: z.literal('filed').describe('步骤：提出申诉'),
      exemption,
      grounds: sentence('申诉理由，不写个人信息'),
      filedOn: daySchema.describe('申诉之日 YYYY-MM-DD（北京时间），答复期限自次日起算'),
    }),
    z.strictObject({
      step: z.literal('decided').describe('步骤：答复申诉'),
      exemption,
      outcome: appealOutcomeSchema,
      reason: sentence('答复的理由'),
      decidedOn: daySchema.describe('答复之日 YYYY-MM-DD（北京时间）'),
    }),
  ],
  { error: issue => (issue.code === 'invalid_union' ? 'step 须为 filed、decided 之一' : undefined) },
)
export type Appeal = z.infer<typeof appealSchema>

export type ExemptionEvent =
  | { readonly type: 'exemption-decided'; readonly data: Finding }
  | {
      readonly type: 'appeal-filed'
      readonly data: {
        readonly exemption: number
        readonly grounds: string
        readonly filedOn: PlainDay
        readonly due: DueDay
      }
    }
  | {
      readonly type: 'appeal-decided'
      readonly data: Omit<Extract<Appeal, { step: 'decided' }>, 'step'>
    }

type Filed = Omit<Extract<ExemptionEvent, { type: 'appeal-filed' }>['data'], 'exemption'>
type Answered = Omit<Extract<ExemptionEvent, { type: 'appeal-decided' }>['data'], 'exemption'>

export type Exemption = Finding & { readonly appeal?: Filed & { readonly answer?: Answered } }

const changed = (
  all: readonly Exemption[],
  number: number,
  change: (one: Exemption) => Exemption,
): readonly Exemption[] => all.map((one, index) => (index + 1 === number ? change(one) : one))

export const afterExemption = (all: readonly Exemption[], event: ExemptionEvent): readonly Exemption[] => {
  if (event.type === 'exemption-decided') return [...all, event.data]
  const { exemption: number, ...said } = event.data
  return changed(all, number, one =>
    'due' in said
      ? { ...one, appeal: said }
      : one.appeal
        ? { ...one, appeal: { ...one.appeal, answer: said } }
        : one,
  )
}

export const exemptionSchema = z.object({
  number: z.int().describe('序号，自 1 起'),
  ...findingSchema.shape,
  appeal: z
    .object({
      grounds: z.string(),
      filedOn: daySchema,
      dueOn: daySchema.describe('答复期限'),
      rule: z.string().describe('答复期限的算法依据'),
      provisional: z.boolean().describe('该年度节假日安排尚未公布，答复期限为暂定'),
      state: z.enum(['running', 'met', 'overdue']).describe('答复时限：进行中、按期、逾期'),
      outcome: appealOutcomeSchema.optional(),
      reason: z.string().optional(),
      decidedOn: daySchema.optional(),
    })
    .optional()
    .describe('责任人的申诉'),
})
export type ExemptionView = z.infer<typeof exemptionSchema>

/** How the findings stand on a day; an appeal runs on a clock of its own (E8). */
export const exemptionsOn = (all: readonly Exemption[], today: PlainDay): readonly ExemptionView[] =>
  all.map(({ appeal, ...said }, index) => {
    // Findings from before recommenders were named speak of the bank's own officer.
    const finding = { ...said, for: said.for ?? 'bank-officer' }
    if (!appeal) return { number: index + 1, ...finding }
    const { grounds, filedOn, answer } = appeal
    const due = appeal.due.provisional ? dueAfterWorkingDays(filedOn, appealWorkingDays) : appeal.due
    const late = (answer?.decidedOn ?? today) > due.dueOn
    const state = late ? 'overdue' : answer ? 'met' : 'running'
    return {
      number: index + 1,
      ...finding,
      appeal: { grounds, filedOn, ...due, state, ...answer },
    }
  })
