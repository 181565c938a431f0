import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { outside } from '#shared/http/caller.ts'
import { answerOf, endpoint, notFound, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { blockListAggregate } from '../../domain/block-list.ts'
import { lineOf } from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { endBlock as decide } from './decide.ts'

/** Ends an entry of a block list before its time, with the reason (C8, C9). */
export const endBlock = endpoint<Deps>()(service.routes.endBlock, {
  params: z.strictObject({ blockId: z.string().max(40).describe('限制名单条目编号') }),
  body: z.strictObject({ reason: lineOf(500).describe('停用的理由，2 至 500 字') }),
  result: z.object({
    blockId: z.string().describe('条目编号'),
    validUntil: z.string().describe('有效的最后一日'),
  }),
  run: async ({ params: { blockId }, body, caller, cause, now }, { table }) => {
    const [, regionCode] = /^BL-(\d{6}|G\d{8})-\d+$/.exec(blockId) ?? []
    if (regionCode === undefined) return notFound('该限制名单条目')
    const away = outside(caller, regionCode)
    if (away) return refused(away)
    return answerOf(
      await execute(table, blockListAggregate, {
        id: regionCode,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { ...body, blockId, by: caller, at: now }),
      }),
    )
  },
})
