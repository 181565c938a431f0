import * as z from 'zod'
import { load } from '#shared/commits/execute.ts'
import { pushReasonSchema } from '#shared/contracts/matching.ts'
import { bankIdSchema, closedList } from '#shared/contracts/vocabulary.ts'
import { covers } from '#shared/domain/regions.ts'
import { answer, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { batchAggregate, skippedBy } from '../../domain/batch.ts'
import { isKnown } from '../../domain/plan.ts'
import { service } from '../../service.ts'
import { bankAsOf, placementsIn, placesHeldBefore, planBefore } from '../../store.ts'
import { checkLabels, explain, notPushedHere } from './explain.ts'

const checkSchema = z.object({
  check: closedList('条件', checkLabels),
  met: z.boolean().describe('是否满足'),
  detail: z.string().describe('说明'),
})

export const whyNot = endpoint<Deps>()(service.routes.whyNot, {
  params: z.object({
    batchId: z.string().min(1).max(60).describe('批次编号'),
    applicationId: z.string().min(1).max(80).describe('申报编号'),
    bankId: bankIdSchema,
  }),
  result: z.object({
    batchId: z.string(),
    applicationId: z.string(),
    bankId: bankIdSchema,
    chosen: z.boolean().describe('该批次是否已推送给该行'),
    why: z.string().describe('一句话说明'),
    checks: z.array(checkSchema).describe('逐项条件；已推送者为空'),
    reasons: z.array(pushReasonSchema).describe('推送给该行的理由；未推送者为本可成立的理由'),
  }),
  run: async ({ params, caller }, { table }) => {
    const { batchId, applicationId, bankId } = params
    const { state, commits } = await load(table, batchAggregate, batchId)
    if (state.status !== 'planned' && state.status !== 'completed') return notFound('该批次')
    if (!covers(caller.region, state.regionCode)) return notFound('该批次')
    const placements = await placementsIn(table, batchId, state.basis)
    const placement = placements.find(each => each.applicationId === applicationId)
    const at = commits[0]?.at ?? ''
    const plan = placement && (await planBefore(table, { batchId, at }, placement))
    if (!placement || !plan || !isKnown(plan)) return notFound('该批次中的该申报')
    const asked = { batchId, applicationId, bankId }
    const push = placement.pushes.find(each => each.bankId === bankId)
    const elsewhere =
      skippedBy(state).get(applicationId) ?? (plan.status === 'waiting' ? undefined : placement.why)
    if (elsewhere)
      return answer({
        ...asked,
        chosen: false,
        why: elsewhere,
        checks: notPushedHere(elsewhere),
        reasons: push?.reasons ?? [],
      })
    if (push)
      return answer({ ...asked, chosen: true, why: '已推送给该行。', checks: [], reasons: push.reasons })
    const { checks, reasons } = explain({
      plan,
      placement,
      market: await bankAsOf(table, bankId, at),
      policy: state.basis.effective.policy,
      used: placements.filter(({ pushes }) => pushes.some(each => each.bankId === bankId)).length,
      usedByOthers: await placesHeldBefore(table, { bankId, day: state.plannedOn, at, batchId }),
      on: state.plannedOn,
    })
    const first = checks.find(({ met }) => !met)
    const why = first?.detail ?? '各项条件均满足，整批权衡后未选该行。'
    return answer({ ...asked, chosen: false, why, checks, reasons })
  },
})
