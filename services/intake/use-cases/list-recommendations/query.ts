import * as z from 'zod'
import { answer, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { labelled } from '../../domain/fields.ts'
import { recommendationListKey } from '../../domain/recommendation-views.ts'
import { refuseField } from '../../domain/refusals.ts'
import { applicationStatusLabels, applicationStatusSchema } from '../../domain/vocabulary.ts'
import { service } from '../../service.ts'
import { listFields, nextCursorField } from '../region-list.ts'

const rowSchema = z.object({
  applicationId: z.string().describe('申报编号'),
  name: z.string().describe('主体名称'),
  submittedOn: z.string().describe('推荐日期'),
  status: applicationStatusSchema.describe(labelled('状态', applicationStatusLabels)),
  statusLabel: z.string(),
  outcome: z
    .enum(['credited', 'not-credited'])
    .optional()
    .describe('办结结果：credited 已获授信；not-credited 未获授信'),
})

const { cursor, limit } = listFields

/** A bank's own recommendations, the newest first; never another bank's, and of each no more than it needs (B8, A3). */
export const listRecommendations = endpoint<Deps>()(service.routes.listRecommendations, {
  query: z.strictObject({ cursor, limit }),
  result: z.object({ items: z.array(rowSchema), nextCursor: nextCursorField }),
  run: async ({ query, caller: { bank = '' } }, { table }) => {
    const page = await table.list({ pk: recommendationListKey(bank), newestFirst: true, ...query })
    if (page === 'bad-cursor')
      return refused(
        refuseField('validation-failed', '?cursor', 'cursor 无效：请原样使用上一页返回的 nextCursor。')
          .refusal,
      )
    return answer({
      items: page.items.map(data => rowSchema.parse(data)),
      ...(page.nextCursor ? { nextCursor: page.nextCursor } : {}),
    })
  },
})
