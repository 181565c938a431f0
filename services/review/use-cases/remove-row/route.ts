import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { caseAggregate } from '../../domain/case.ts'
import { removalReasonSchema } from '../../domain/removal.ts'
import { applicationParams, lineOf, listParams } from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { removeRow as decide } from './decide.ts'

/** Removes an application from the signed list it stands on, with reason and evidence (C7). */
export const removeRow = endpoint<Deps>()(service.routes.removeRow, {
  params: listParams,
  body: z
    .strictObject({
      applicationId: applicationParams.shape.applicationId.min(1, '请填写申请编号'),
      reason: removalReasonSchema,
      detail: lineOf(500).describe('移出的具体情况，2 至 500 字'),
      evidence: lineOf(200)
        .optional()
        .describe('依据材料的文号或存档编号，2 至 200 字；因虚假材料或挪用移出的必填'),
    })
    .refine(({ reason, evidence }) => reason === 'other' || evidence !== undefined, {
      path: ['evidence'],
      error: '因虚假材料或挪用移出的，须填写依据材料的文号或存档编号',
    }),
  status: 201,
  result: z.object({
    applicationId: z.string().describe('申请编号'),
    listId: z.string().describe('推荐清单编号'),
    stage: z.literal('removed').describe('办理后的阶段：removed 已移出推荐清单'),
    removedOn: z.string().describe('移出日期'),
  }),
  run: async ({ params, body, caller, cause, now }, { table }) => {
    const { applicationId, reason, detail, evidence } = body
    const { listId } = params
    return answerOf(
      await execute(table, caseAggregate, {
        id: applicationId,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { listId, reason, detail, evidence, by: caller, at: now }),
      }),
    )
  },
})
