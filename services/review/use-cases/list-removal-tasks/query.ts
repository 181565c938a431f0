import * as z from 'zod'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { outside } from '#shared/http/caller.ts'
import { answer, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { notACounty } from '../../domain/county.ts'
import { removalTasksKey } from '../../domain/removal-views.ts'
import { service } from '../../service.ts'

const taskSchema = z.looseObject({
  applicationId: z.string().describe('申请编号'),
  uscc: z.string().describe('统一社会信用代码'),
  name: z.string().describe('名称'),
  listId: z.string().optional().describe('所在推荐清单'),
  reports: z.array(z.looseObject({})).readonly().describe('银行的报告：推送编号、银行、类别、问题、日期'),
})

/** Lists the applications on which the task force has to decide whether they are removed, oldest report first (E6, C7). */
export const listRemovalTasks = endpoint<Deps>()(service.routes.listRemovalTasks, {
  query: z.strictObject({
    region: regionCodeSchema.describe('县（区）六位代码，或市直管功能区代码'),
    cursor: z.string().max(2000).optional().describe('上一页回答中的 nextCursor'),
  }),
  result: z.object({
    items: z.array(taskSchema).readonly().describe('待决定是否移出的申请'),
    nextCursor: z.string().optional().describe('还有下一页时给出'),
  }),
  run: async ({ query, caller }, { table }) => {
    const wrong = notACounty(query.region, '?region')
    if (wrong) return refused({ code: 'validation-failed', detail: wrong.detail, errors: [wrong] })
    const away = outside(caller, query.region)
    if (away) return refused(away)
    const page = await table.list({ pk: removalTasksKey(query.region), limit: 100, cursor: query.cursor })
    if (page === 'bad-cursor')
      return refused({
        code: 'validation-failed',
        detail: '翻页游标无效，请使用上一页回答中的 nextCursor，查询条件不变。',
        errors: [{ pointer: '?cursor', code: 'bad-cursor', detail: '不是本列表给出的游标' }],
      })
    return answer({ ...page, items: page.items.map(item => taskSchema.parse(item)) })
  },
})
