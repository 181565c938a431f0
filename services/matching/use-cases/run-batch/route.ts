import * as z from 'zod'
import { load } from '#shared/commits/execute.ts'
import { daySchema, regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { outside } from '#shared/http/caller.ts'
import { answer, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { batchAggregate, batchIdOf } from '../../domain/batch.ts'
import { invalid } from '../../domain/refusals.ts'
import { notACounty } from '../../domain/region-tree.ts'
import { service } from '../../service.ts'
import { carryOut } from './carry-out.ts'
import { drawUp } from './draw-up.ts'
import { maxApplications } from './limits.ts'

export const runBatch = endpoint<Deps>()(service.routes.runBatch, {
  body: z.strictObject({
    regionCode: regionCodeSchema.describe('推送哪个县（市、区）的推荐清单，县级区划代码'),
    applicationIds: z
      .array(z.string().min(1).max(80))
      .min(1)
      .max(maxApplications)
      .optional()
      .describe(`只推送这些申报，最多 ${maxApplications} 件；不填则为全县等待推送者`),
    note: z.string().trim().min(1).max(200).optional().describe('批次说明'),
  }),
  result: z.object({
    batchId: z.string().describe('批次编号'),
    regionCode: regionCodeSchema,
    plannedOn: daySchema,
    applications: z.int().describe('本批次推送的企业数，单位：户'),
    referrals: z.int().describe('本批次推送笔数（一户一行为一笔）'),
    skipped: z.int().describe('已由另一批次推送而跳过的企业数，单位：户'),
    unplaced: z
      .int()
      .describe('未找到可推送银行的企业数，单位：户；一般留待下一批次，已推送过而再无银行可推送者就此办结'),
    moreWaiting: z.boolean().describe(`是否还有企业因超过每批 ${maxApplications} 户而留待下一批次`),
  }),
  status: 201,
  run: async ({ body, caller, cause, now }, deps) => {
    const { regionCode } = body
    const wrong = notACounty(regionCode, '/regionCode')
    if (wrong) return refused(invalid([wrong]))
    const forbidden = outside(caller, regionCode)
    if (forbidden) return refused(forbidden)
    const batchId = batchIdOf(regionCode, cause.key)
    const { version } = await load(deps.table, batchAggregate, batchId)
    const refusal =
      version === 0 ? await drawUp(deps, { ...body, batchId, cause, actor: caller, now }) : undefined
    if (refusal) return refused(refusal)
    const { batch, result } = await carryOut(deps, batchId)
    return answer({
      batchId,
      regionCode,
      plannedOn: batch.plannedOn,
      applications: result.pushedApplications,
      referrals: result.referrals,
      skipped: result.skipped.length,
      unplaced: batch.basis.unplaced,
      moreWaiting: batch.basis.moreWaiting,
    })
  },
})
