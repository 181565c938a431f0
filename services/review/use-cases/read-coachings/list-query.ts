import * as z from 'zod'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { countyOf, isTownship } from '#shared/domain/regions.ts'
import { outside } from '#shared/http/caller.ts'
import { answer, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { coachingListKey } from '../../domain/coaching-views.ts'
import { notACounty } from '../../domain/county.ts'
import { problemClassSchema } from '../../domain/problem-classes.ts'
import { warnedSchema } from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { coachingStatusSchema } from '../work-coaching/shapes.ts'

export const coachingRow = z.looseObject({
  coachingId: z.string().describe('辅导事项编号'),
  applicationId: z.string().describe('被拒绝的申请编号'),
  uscc: z.string().describe('统一社会信用代码'),
  name: z.string().describe('名称'),
  regionCode: z.string().describe('县（区）代码'),
  townshipCode: z.string().optional().describe('乡镇（街道）代码'),
  keyChain: z.string().optional().describe('重点产业链'),
  refusedBy: z.enum(['review', 'bank']).describe('拒绝方：review 审核环节、bank 银行'),
  problemClass: problemClassSchema,
  problemClassLabel: z.string().describe('问题类别名称'),
  department: z.string().describe('责任部门'),
  status: coachingStatusSchema,
  statusLabel: z.string().describe('状态名称'),
  openedOn: z.string().describe('开始辅导日期'),
  dueOn: z.string().describe('辅导期限'),
  measures: z.int().describe('已采取措施的条数'),
  warned: warnedSchema.optional(),
})

/** Lists the coachings of a county or township, key industry chains first (F1). */
export const listCoachings = endpoint<Deps>()(service.routes.listCoachings, {
  query: z.strictObject({
    region: regionCodeSchema.describe('县（区）、功能区或乡镇（街道）代码'),
    status: coachingStatusSchema.optional(),
    cursor: z.string().max(2000).optional().describe('上一页回答中的 nextCursor'),
    limit: z.coerce.number().int().min(1).max(200).default(50).describe('每页条数，1 至 200，默认 50'),
  }),
  result: z.object({
    items: z
      .array(coachingRow.extend({ overdue: z.boolean().describe('是否逾期未办结') }))
      .readonly()
      .describe('辅导事项，重点产业链在前，期限早者在前'),
    nextCursor: z.string().optional().describe('还有下一页时给出'),
  }),
  run: async ({ query: { region, status, cursor, limit }, caller, now }, { table }) => {
    const wrong = notACounty(isTownship(region) ? (countyOf(region) ?? region) : region, '?region')
    if (wrong) return refused({ code: 'validation-failed', detail: wrong.detail, errors: [wrong] })
    const away = outside(caller, region)
    if (away) return refused(away)
    const page = await table.list({ pk: coachingListKey(region, status), limit, cursor })
    if (page === 'bad-cursor')
      return refused({
        code: 'validation-failed',
        detail: '翻页游标无效，请使用上一页回答中的 nextCursor，查询条件不变。',
        errors: [{ pointer: '?cursor', code: 'bad-cursor', detail: '不是本列表给出的游标' }],
      })
    const today = shanghaiDay(now)
    const items = page.items.map(item => {
      const row = coachingRow.parse(item)
      return { ...row, overdue: row.status === 'open' && row.dueOn < today }
    })
    return answer({ ...page, items })
  },
})
