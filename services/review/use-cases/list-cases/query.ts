import * as z from 'zod'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { outside } from '#shared/http/caller.ts'
import { answer, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { caseListKey } from '../../domain/case-views.ts'
import { notACounty } from '../../domain/county.ts'
import { statuses, statusLabels } from '../../domain/stages.ts'
import { service } from '../../service.ts'

const stage = z
  .enum(statuses)
  .describe(`阶段：${statuses.map(status => `${status} ${statusLabels[status]}`).join('、')}`)

const querySchema = z.strictObject({
  region: regionCodeSchema.describe('县（区）六位代码，或市直管功能区代码'),
  stage: stage.optional(),
  cursor: z.string().max(2000).optional().describe('上一页回答中的 nextCursor'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('每页条数，1 至 200，默认 50'),
})

const rowSchema = z.looseObject({
  applicationId: z.string().describe('申请编号'),
  uscc: z.string().describe('统一社会信用代码'),
  name: z.string().describe('名称'),
  regionCode: z.string().describe('县（区）代码'),
  townshipCode: z.string().optional().describe('乡镇（街道）代码'),
  stage,
  stageLabel: z.string().describe('阶段名称'),
  keyChain: z.string().optional().describe('重点产业链'),
  amountFen: z.int().describe('需求金额，单位：分'),
  declaredOn: z.string().describe('申报日期'),
  missingFacts: z.int().describe('七类核查情况中尚缺的类数'),
  vetoed: z.boolean().describe('有无否决项'),
  factsDueOn: z.string().optional().describe('部门核查请求最早的到期日'),
  claimedBy: z.string().optional().describe('认领人'),
  claimedUntil: z.string().optional().describe('认领到期时间，UTC'),
  listId: z.string().optional().describe('所在推荐清单'),
})

/** Lists a county's cases, key industry chains first (C5). */
export const listCases = endpoint<Deps>()(service.routes.listCases, {
  query: querySchema,
  result: z.object({
    items: z.array(rowSchema).readonly().describe('审核事项'),
    nextCursor: z.string().optional().describe('还有下一页时给出'),
  }),
  run: async ({ query, caller }, { table }) => {
    const wrong = notACounty(query.region, '?region')
    if (wrong) return refused({ code: 'validation-failed', detail: wrong.detail, errors: [wrong] })
    const away = outside(caller, query.region)
    if (away) return refused(away)
    const page = await table.list({
      pk: caseListKey(query.region, query.stage),
      limit: query.limit,
      cursor: query.cursor,
    })
    if (page === 'bad-cursor')
      return refused({
        code: 'validation-failed',
        detail: '翻页游标无效，请使用上一页回答中的 nextCursor，查询条件不变。',
        errors: [{ pointer: '?cursor', code: 'bad-cursor', detail: '不是本列表给出的游标' }],
      })
    return answer({ ...page, items: page.items.map(item => rowSchema.parse(item)) })
  },
})
