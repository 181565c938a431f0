import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answerOf, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { usccOf } from '../../domain/code.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { labelled, textField } from '../../domain/fields.ts'
import { materialFindingLabels, materialFindingSchema } from '../../domain/material-check.ts'
import { service } from '../../service.ts'
import { checkMaterial as decide } from './decide.ts'

const findingField = materialFindingSchema.describe(labelled('初审结论', materialFindingLabels))

export const checkMaterial = endpoint<Deps>()(service.routes.checkMaterial, {
  params: z.strictObject({ applicationId: z.string().max(40).describe('申报编号') }),
  body: z
    .strictObject({
      finding: findingField,
      problem: textField('存在的问题', 2, 300).optional(),
    })
    .refine(({ finding, problem }) => (finding === 'sound') === (problem === undefined), {
      path: ['problem'],
      error: '结论为 sound 时不填 problem，其他结论须写明存在的问题',
    }),
  result: z.object({
    applicationId: z.string().describe('申报编号'),
    finding: findingField,
    checkedOn: z.string().describe('初审日期'),
    needsAttention: z.boolean().describe('是否须审核人员留意'),
  }),
  run: async ({ params: { applicationId }, body: { finding, problem }, caller, cause, now }, deps) => {
    const uscc = usccOf(applicationId)
    if (!uscc) return notFound('该申报')
    const said = { applicationId, finding, ...(problem ? { problem } : {}) }
    const execution = await execute(deps.table, entityDefinition, {
      id: uscc,
      cause,
      actor: caller,
      now,
      decide: state => decide(state, { ...said, caller, today: shanghaiDay(now) }),
    })
    return answerOf(execution)
  },
})
