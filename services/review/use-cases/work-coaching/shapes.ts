import * as z from 'zod'
import { closedList } from '#shared/contracts/vocabulary.ts'
import { coachingStatusLabels } from '../../domain/coaching.ts'
import { problemClassSchema } from '../../domain/problem-classes.ts'

export const coachingParams = z.strictObject({ coachingId: z.string().max(100).describe('辅导事项编号') })

export const coachingStatusSchema = closedList('状态', coachingStatusLabels)

export const coachingResult = z.object({
  coachingId: z.string().describe('辅导事项编号'),
  status: coachingStatusSchema,
  statusLabel: z.string().describe('状态名称'),
  problemClass: problemClassSchema,
  problemClassLabel: z.string().describe('问题类别名称'),
})
