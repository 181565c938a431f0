import * as z from 'zod'
import { slipStatusSchema } from '../answer-slip/route.ts'

export const movedResult = z.object({
  slipId: z.string().describe('批分单编号'),
  status: slipStatusSchema,
  statusLabel: z.string().describe('状态名称'),
  toRegion: z.string().describe('现由哪一级办理，区划代码'),
  dueOn: z.string().describe('重新计算的办理期限'),
})
