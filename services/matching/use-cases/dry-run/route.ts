import * as z from 'zod'
import { load } from '#shared/commits/execute.ts'
import { bankIdSchema, daySchema, regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { policySchema } from '#shared/domain/policy.ts'
import { outside } from '#shared/http/caller.ts'
import { answer, endpoint, notFound, refused } from '#shared/http/endpoint.ts'
import { withDailyPlaces } from '../../daily-places.ts'
import type { Deps } from '../../deps.ts'
import { batchAggregate, skippedBy } from '../../domain/batch.ts'
import { choosePushes } from '../../domain/choose-pushes.ts'
import { placesOf } from '../../domain/fill-places.ts'
import { placementsOf } from '../../domain/placements.ts'
import { isKnown, type KnownPlan } from '../../domain/plan.ts'
import { policyTrialSchema, tryOut } from '../../domain/policy.ts'
import { questionOf } from '../../domain/question.ts'
import { invalid } from '../../domain/refusals.ts'
import { notACounty } from '../../domain/region-tree.ts'
import { usualWeights, weightsSchema } from '../../domain/weights.ts'
import { inParallel } from '../../parallel.ts'
import { service } from '../../service.ts'
import { marketOf, placementsIn, planBefore, policyAt } from '../../store.ts'
import { waitingPlans } from '../../waiting.ts'
import { solverOf } from '../run-batch/draw-up.ts'
import { maxApplications } from '../run-batch/limits.ts'
import { differences, type Outcome, summaryOf } from './compare.ts'

const named = { applicationId: z.string().describe('申报编号'), name: z.string().describe('企业名称') }
const outcomeSchema = z.object({
  policy: policySchema.describe('所依据的政策'),
  method: z.enum(['optimal', 'greedy']).describe('optimal 整批最优；greedy 逐户择优'),
  objective: z.object({ chosen: z.number(), greedy: z.number() }).describe('目标值，与逐户择优的对照'),
  applications: z.int().describe('推送企业数，单位：户'),
  referrals: z.int().describe('推送笔数'),
  unplaced: z.array(z.object({ ...named, why: z.string().describe('原因') })),
})

/** What a batch did, with the plans as it found them; undefined when the caller may not know of it. */
const doneBy = async ({ table }: Deps, batchId: string, regionCode: string) => {
  const { state, commits } = await load(table, batchAggregate, batchId)
  if (state.status !== 'planned' && state.status !== 'completed') return undefined
  if (state.regionCode !== regionCode) return undefined
  const skipped = skippedBy(state)
  const drawnUp = await placementsIn(table, batchId, state.basis)
  const placements = drawnUp.map(each =>
    skipped.has(each.applicationId) ? { ...each, pushes: [], why: skipped.get(each.applicationId) } : each,
  )
  const then = { batchId, at: commits[0]?.at ?? '' }
  const found = await inParallel(placements, each => planBefore(table, then, each))
  const plans = found.filter(isKnown).filter(({ status }) => status === 'waiting')
  const { effective, method, objective } = state.basis
  const base: Outcome = { policy: effective.policy, method, objective, placements }
  return { base, plans, on: state.plannedOn, more: false }
}

/** D1, D2: a batch under another policy or other weights, beside the usual one or one that was run; nothing is written. */
export const dryRun = endpoint<Deps>()(service.routes.dryRun, {
  keyless: true,
  body: z.strictObject({
    regionCode: regionCodeSchema.describe('哪个县（市、区），县级区划代码'),
    batchId: z
      .string()
      .min(1)
      .max(60)
      .optional()
      .describe('与已执行的批次对照；不填则与现行政策下的等待企业对照'),
    policy: policyTrialSchema.optional().describe('试用的政策：模板与各项值，未填者用对照方的值'),
    weights: weightsSchema.partial().optional().describe('试用的权重，未填者用通常的值'),
  }),
  result: z.object({
    regionCode: regionCodeSchema,
    on: daySchema,
    base: outcomeSchema.describe('对照方'),
    trial: outcomeSchema.describe('试算方'),
    differences: z
      .array(z.object({ ...named, base: z.array(bankIdSchema), trial: z.array(bankIdSchema) }))
      .describe('推送去向不同的企业'),
    moreWaiting: z.boolean().describe(`等待企业是否超过每批 ${maxApplications} 户而未全部试算`),
  }),
  run: async ({ body, caller, now }, deps) => {
    const { regionCode, batchId } = body
    const wrong = notACounty(regionCode, '/regionCode')
    if (wrong) return refused(invalid([wrong]))
    const forbidden = outside(caller, regionCode)
    if (forbidden) return refused(forbidden)
    const [market, solve] = await Promise.all([marketOf(deps.table, regionCode), solverOf(deps)])
    const chosenBy = async (
      plans: readonly KnownPlan[],
      policy: Outcome['policy'],
      on: string,
      weights?: object,
    ) => {
      const used = { ...usualWeights, ...weights }
      const banks = await withDailyPlaces(deps.table, market.banks, on, batchId)
      const choice = choosePushes(questionOf(plans, { ...market, banks }, policy, on, used), solve)
      return { policy, ...choice, placements: placementsOf(choice, plans, banks) }
    }
    const usual = async () => {
      const on = shanghaiDay(now)
      const { policy } = await policyAt(deps.table, regionCode, on)
      const banks = await withDailyPlaces(deps.table, market.banks, on)
      const { plans, more } = await waitingPlans(deps.table, regionCode, {
        max: maxApplications,
        prioritySectors: policy.prioritySectors,
        placeable: placesOf({ ...market, banks }, policy, on),
      })
      return { base: await chosenBy(plans, policy, on), plans, on, more }
    }
    const beside = batchId === undefined ? await usual() : await doneBy(deps, batchId, regionCode)
    if (!beside) return notFound('该批次')
    const { base, plans, on, more } = beside
    const trial = await chosenBy(plans, tryOut(base.policy, body.policy ?? {}), on, body.weights)
    return answer({
      regionCode,
      on,
      base: summaryOf(base),
      trial: summaryOf(trial),
      differences: differences(base, trial),
      moreWaiting: more,
    })
  },
})
