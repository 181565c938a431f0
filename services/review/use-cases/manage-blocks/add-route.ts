import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { findRegion } from '#shared/domain/regions.ts'
import { outside } from '#shared/http/caller.ts'
import { answerOf, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { blockListAggregate } from '../../domain/block-list.ts'
import { service } from '../../service.ts'
import { addBlocks as decide } from './decide.ts'
import { entrySchema } from './shapes.ts'

/** Puts entries on a region's block list; they hold for its whole subtree (C8, C9). */
export const addBlocks = endpoint<Deps>()(service.routes.addBlocks, {
  body: z.strictObject({
    regionCode: regionCodeSchema.describe('名单所属区划；在其全部下级区划生效'),
    entries: z
      .array(entrySchema)
      .min(1, '至少 1 条')
      .max(200, '一次至多 200 条')
      .describe('限制名单条目，1 至 200 条'),
  }),
  result: z.object({
    regionCode: z.string().describe('名单所属区划'),
    blockIds: z.array(z.string()).readonly().describe('条目编号，依提交次序'),
  }),
  status: 201,
  run: async ({ body, caller, cause, now }, { table }) => {
    const away = outside(caller, body.regionCode)
    if (away) return refused(away)
    if (!findRegion(body.regionCode)) {
      const detail = '没有这个区划代码，请填写县级及以上六位代码或功能区代码'
      const errors = [{ pointer: '/regionCode', code: 'region-unknown', detail }]
      return refused({ code: 'validation-failed', detail, errors })
    }
    return answerOf(
      await execute(table, blockListAggregate, {
        id: body.regionCode,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { ...body, by: caller, at: now }),
      }),
    )
  },
})
