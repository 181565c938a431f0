import * as z from 'zod'
import { applicationProfileSchema, applicationRefSchema, placeSchema } from './parts.ts'
import { bankIdSchema, closedList, criterionSchema, daySchema, usccSchema } from './vocabulary.ts'

const stageSchema = z
  .enum(['task-force', 'bank', 'leader', 'confirmation'])
  .describe(
    '审核环节：task-force 专班初审；bank 专班银行审核；leader 专班组长审核；confirmation 行业主管部门确认',
  )

/** Work with a due day of its own, besides the banks' clocks. */
export const workKindLabels = {
  coaching: '企业辅导',
  slip: '批分单',
  'fact-request': '部门核查',
} as const
const workKindSchema = closedList('事项类别', workKindLabels)

export const reviewEvents = {
  'application-returned.v1': applicationRefSchema
    .extend({
      level: stageSchema,
      missing: z.array(z.string()).min(1).describe('所缺材料'),
      returnedOn: daySchema,
    })
    .describe('A reviewer sent the application back and said what is missing (C2).'),
  'application-refused.v1': applicationRefSchema
    .extend({
      level: stageSchema,
      criterion: criterionSchema,
      problem: z.string().describe('具体问题'),
      advice: z.string().describe('修复建议'),
      refusedOn: daySchema,
    })
    .describe('A level of review refused, with the criterion, the problem and the advice (C6).'),
  'recommendation-list-signed.v1': z
    .object({
      listId: z.string().describe('推荐清单编号'),
      regionCode: z.string().describe('县级区划代码'),
      digest: z.string().describe('清单摘要（Merkle 根，SHA-256，十六进制）'),
      rows: z.int().positive().describe('户数'),
      signedOn: daySchema,
    })
    .describe('The convener signed a recommended list 推荐清单; each of its rows is now recommended (C4).'),
  'application-recommended.v1': applicationProfileSchema
    .extend({
      listId: z.string().describe('推荐清单编号'),
      recommendedOn: daySchema,
      /** Back after repair: this bank first (F1). */
      firstBankId: bankIdSchema.optional(),
    })
    .describe('An application stands on a signed recommended list and may go to banks (C4, D1).'),
  'review-begun.v1': applicationRefSchema
    .extend({
      begunOn: daySchema,
      /** Which telling of the content the review began on; a correction told later was not taken (B6). */
      profileSequence: z.int().positive().optional().describe('审核所依申报内容的版本'),
    })
    .describe('The first act of review fell; the application can no longer be corrected (C2).'),
  'application-removed.v1': applicationRefSchema
    .extend({
      listId: z.string().describe('推荐清单编号'),
      reason: z.enum(['false-material', 'misuse', 'other']),
      detail: z.string().describe('说明'),
      removedOn: daySchema,
    })
    .describe('An application was removed from a recommended list, with the reason (C7).'),
  'coaching-opened.v1': applicationRefSchema
    .extend({
      coachingId: z.string().describe('辅导编号'),
      problemClass: z.string().describe('问题类别'),
      dueOn: daySchema,
      openedOn: daySchema,
    })
    .describe('A refusal opened a coaching case at the township (F1).'),
  'coaching-closed.v1': applicationRefSchema
    .extend({
      coachingId: z.string().describe('辅导编号'),
      problemClass: z.string().describe('问题类别'),
      outcome: z.enum(['repaired', 'given-up']),
      closedOn: daySchema,
    })
    .describe('A coaching case ended: repaired, or given up (F1).'),
  'work-warned.v1': placeSchema
    .omit({ uscc: true })
    .extend({
      kind: workKindSchema,
      workId: z.string().describe('事项编号：辅导编号、批分单编号或“申请编号.请核编号”'),
      uscc: usccSchema.optional(),
      applicationId: z.string().optional().describe('申请编号'),
      responsible: z.string().describe('承办组织'),
      level: z.enum(['near-due', 'due', 'overdue']),
      dueOn: daySchema,
      warnedOn: daySchema,
    })
    .describe(
      'Work of the review side is near its due day, at it or past it; each said once (E7, F1, F2, C1).',
    ),
  'work-settled.v1': placeSchema
    .omit({ uscc: true })
    .extend({ kind: workKindSchema, workId: z.string(), settledOn: daySchema })
    .describe('Work that was warned of is done, or is no longer asked for (E7).'),
}
