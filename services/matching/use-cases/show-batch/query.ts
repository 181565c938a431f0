import * as z from 'zod'
import { load } from '#shared/commits/execute.ts'
import { pushReasonSchema } from '#shared/contracts/matching.ts'
import { bankIdSchema, daySchema, regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { type EffectivePolicy, policySchema } from '#shared/domain/policy.ts'
import { covers } from '#shared/domain/regions.ts'
import { answer, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { batchAggregate, skippedBy } from '../../domain/batch.ts'
import { originsSchema } from '../../domain/policy.ts'
import { service } from '../../service.ts'
import { placementsIn } from '../../store.ts'

const applicationFields = {
  applicationId: z.string().describe('申报编号'),
  name: z.string().describe('企业名称'),
}
const versionsUsed = ({ origins }: EffectivePolicy) => [
  ...new Map(
    Object.values(origins).map(
      ({ regionCode, version }) => [`${regionCode}@${version}`, { regionCode, version }] as const,
    ),
  ).values(),
]

const leftOut = z.array(z.object({ ...applicationFields, why: z.string().describe('原因') }))

export const showBatch = endpoint<Deps>()(service.routes.showBatch, {
  params: z.object({ batchId: z.string().min(1).max(60).describe('批次编号') }),
  result: z.object({
    batchId: z.string(),
    regionCode: regionCodeSchema,
    status: z.enum(['planned', 'completed']).describe('planned 正在推送，completed 已全部推送'),
    plannedOn: daySchema,
    note: z.string().optional(),
    policy: policySchema.describe('本批次所依据的推送政策'),
    origins: originsSchema.describe('政策每一项取自哪一级区划、哪一版本'),
    policyVersions: z
      .array(z.object({ regionCode: regionCodeSchema, version: z.int() }))
      .describe('本批次用到的各级政策版本；版本 0 为出厂设置'),
    method: z
      .enum(['optimal', 'greedy'])
      .describe('选择方法：optimal 整批最优；greedy 逐户择优（整批最优未在时限内完成）'),
    objective: z
      .object({ chosen: z.number(), greedy: z.number() })
      .describe('本批选择的目标值，与逐户择优的目标值对照'),
    pushes: z
      .array(
        z.object({
          ...applicationFields,
          referralId: z.string().describe('推送编号'),
          bankId: bankIdSchema,
          bankName: z.string(),
          institutionId: z.string(),
          reasons: z.array(pushReasonSchema).min(1).describe('选择该银行的理由'),
          placesLeft: z
            .int()
            .min(0)
            .optional()
            .describe('本批次选定后该行尚余的名额（每批与当日上限中较紧者）；不设上限者无此项'),
        }),
      )
      .describe('每一笔推送'),
    skipped: leftOut.describe('已由另一批次推送而跳过的企业'),
    unplaced: leftOut.describe('未找到可推送银行的企业'),
    moreWaiting: z.boolean(),
  }),
  run: async ({ params: { batchId }, caller }, { table }) => {
    const { state } = await load(table, batchAggregate, batchId)
    if (state.status === 'none' || state.status === 'drawn-up') return notFound('该批次')
    if (!covers(caller.region, state.regionCode)) return notFound('该批次')
    const { regionCode, status, plannedOn, basis } = state
    const whySkipped = skippedBy(state)
    const placements = await placementsIn(table, batchId, basis)
    return answer({
      batchId,
      regionCode,
      status,
      plannedOn,
      ...(basis.note === undefined ? {} : { note: basis.note }),
      policy: basis.effective.policy,
      origins: basis.effective.origins,
      policyVersions: versionsUsed(basis.effective),
      method: basis.method,
      objective: basis.objective,
      pushes: placements
        .filter(({ applicationId }) => !whySkipped.has(applicationId))
        .flatMap(({ applicationId, name, pushes }) =>
          pushes.map(({ reasons, ...push }) => ({
            applicationId,
            name,
            ...push,
            reasons: [...reasons],
          })),
        ),
      skipped: placements.flatMap(({ applicationId, name }) => {
        const why = whySkipped.get(applicationId)
        return why === undefined ? [] : [{ applicationId, name, why }]
      }),
      unplaced: placements.flatMap(({ applicationId, name, why }) =>
        why === undefined ? [] : [{ applicationId, name, why }],
      ),
      moreWaiting: basis.moreWaiting,
    })
  },
})
