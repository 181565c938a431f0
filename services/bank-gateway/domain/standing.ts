import * as z from 'zod'
import { amountFenSchema, daySchema } from '#shared/contracts/vocabulary.ts'
import type { PlainDay } from '#shared/domain/days.ts'
import { clocksOf } from './clocks.ts'
import { recallDueAt } from './due.ts'
import { allowedFor, drawnFenOf, type Referral } from './referral.ts'
import type { Recall } from './referral-events.ts'
import { feedbackTypes, statuses } from './transitions.ts'

const clockSchema = z.object({
  state: z
    .enum(['not-started', 'running', 'met', 'overdue'])
    .describe('时限状态：未起算、进行中、按期、逾期（逾期且有 endedOn 的为逾期办结）'),
  startedOn: daySchema.optional(),
  dueOn: daySchema.optional(),
  rule: z.string().optional().describe('到期日的算法依据'),
  provisional: z.boolean().optional().describe('该年度节假日安排尚未公布，到期日为暂定'),
  endedOn: daySchema.optional(),
})

export const standingSchema = z.object({
  referralId: z.string().describe('推送编号'),
  applicationId: z.string().describe('申请编号'),
  bankId: z.string().describe('银行机构（网点）编号'),
  status: z.enum(statuses).describe('推送状态'),
  allowed: z.array(z.enum(feedbackTypes)).describe('当前可反馈的事项'),
  clocks: z.object({ decision: clockSchema, refusalFeedback: clockSchema }),
  recall: z
    .object({
      reason: z
        .enum(['removed', 'withdrawn', 'unaccepted'])
        .describe('召回原因：removed 移出推荐清单；withdrawn 企业撤回；unaccepted 逾期未接收'),
      detail: z.string(),
      recalledOn: daySchema,
      acknowledgeBy: z.string().optional().describe('须在此时之前确认，ISO 8601 UTC；已确认的不再给出'),
      acknowledgedOn: daySchema.optional().describe('本行确认之日；未确认时不给出'),
    })
    .optional()
    .describe('被召回时给出；须停止对接并确认'),
  credit: z
    .object({
      lineFen: amountFenSchema,
      drawnFen: z.int().min(0).describe('累计放款，单位：分'),
      remainingFen: z.int().min(0).describe('剩余额度，单位：分'),
    })
    .optional(),
})
export type Standing = z.infer<typeof standingSchema>

const recallStandingOf = (state: Referral, recall: Recall): NonNullable<Standing['recall']> => {
  const { reason, detail, recalledOn, acknowledgedOn } = recall
  const acknowledgeBy = recallDueAt(state)
  return {
    reason,
    detail,
    recalledOn,
    ...(acknowledgedOn ? { acknowledgedOn } : acknowledgeBy ? { acknowledgeBy } : {}),
  }
}

/** How a referral stands on a day; holds no personal data, for it is recorded with the decision. */
export const standingOf = (state: Referral, today: PlainDay): Standing => {
  const { referralId, applicationId, bankId } = state.referral
  const drawnFen = drawnFenOf(state)
  return {
    referralId,
    applicationId,
    bankId,
    status: state.status,
    allowed: [...allowedFor(state)],
    clocks: clocksOf(state, today),
    ...(state.recall ? { recall: recallStandingOf(state, state.recall) } : {}),
    ...('grant' in state
      ? { credit: { lineFen: state.grant.lineFen, drawnFen, remainingFen: state.grant.lineFen - drawnFen } }
      : {}),
  }
}
