import * as z from 'zod'
import { closedList, regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { meetingKindLabels, outcomeLabels } from '../../domain/meeting.ts'
import { personResult } from '../../domain/schemas.ts'

export const meetingKindSchema = closedList('会议类别', meetingKindLabels)
export const outcomeSchema = closedList('落实情况', outcomeLabels)

export const recordRegion = regionCodeSchema.describe('由哪一级办理：区划代码')
export const listRegion = regionCodeSchema.describe('区划代码；列出该区划及其下级的记录')
export const correctsSchema = z
  .string()
  .min(1)
  .max(80)
  .optional()
  .describe('更正时填写：被更正的记录编号；原记录保留不变')

export const meetingParams = z.strictObject({ meetingId: z.string().max(80).describe('会议记录编号') })

const common = {
  meetingId: z.string().describe('会议记录编号'),
  regionCode: z.string().describe('区划代码'),
  kind: meetingKindSchema,
  kindLabel: z.string().describe('类别名称'),
  title: z.string().describe('会议名称'),
  calledBy: z.string().describe('召集单位'),
  heldOn: z.string().describe('会议日期'),
  corrects: z.string().optional().describe('所更正的记录编号'),
}

export const meetingRow = z.object({
  ...common,
  decisions: z.int().describe('议定事项数'),
  open: z.int().describe('尚未报告落实情况的事项数'),
})

export const meetingDetail = z.object({
  ...common,
  attendees: z.array(z.string()).readonly().describe('参会单位'),
  agenda: z.array(z.string()).readonly().describe('议题'),
  decisions: z
    .array(
      z.object({
        number: z.int().describe('事项序号，自 1 起'),
        what: z.string().describe('议定事项'),
        responsible: z.string().describe('责任单位'),
        dueOn: z.string().describe('办结期限'),
        overdue: z.boolean().describe('是否逾期未报'),
        outcome: z
          .object({
            result: outcomeSchema,
            resultLabel: z.string().describe('落实情况名称'),
            detail: z.string().describe('说明'),
            by: personResult.describe('报告人'),
            at: z.string().describe('报告时间，UTC'),
          })
          .optional()
          .describe('落实情况'),
      }),
    )
    .readonly()
    .describe('议定事项'),
  recordedBy: personResult.describe('记录人'),
  recordedAt: z.string().describe('记录时间，ISO 8601，UTC'),
})
