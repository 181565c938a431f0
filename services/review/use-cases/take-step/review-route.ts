import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import {
  criteria,
  criterionLabels,
  type ReviewLevel,
  reviewLevelLabels,
} from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { type CriteriaFindings, caseAggregate } from '../../domain/case.ts'
import { officeFor } from '../../domain/offices.ts'
import { registerFor } from '../../domain/register.ts'
import {
  applicationParams,
  attentionOpinionSchema,
  lineOf,
  opinionSchema,
  refusalFields,
  stepResult,
} from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { takeStep } from './decide.ts'
import { matchesNow } from './matches.ts'

const levels = Object.keys(reviewLevelLabels) as [ReviewLevel, ...ReviewLevel[]]

const note = lineOf(300).optional().describe('说明，2 至 300 字')
const fiveOf = <F extends z.ZodType>(finding: F) =>
  z.strictObject(
    Object.fromEntries(
      criteria.map(criterion => [
        criterion,
        z.strictObject({ finding, note }).describe(criterionLabels[criterion]),
      ]),
    ) as { [C in keyof CriteriaFindings]: z.ZodObject<{ finding: F; note: typeof note }, z.core.$strict> },
  )

const passedCriteria = fiveOf(
  z.literal('met', '通过须五项标准均为 met（符合）；有不符合的，请退回或拒绝').describe('met 符合'),
)
const judgedCriteria = fiveOf(z.enum(['met', 'not-met']).describe('met 符合、not-met 不符合'))

const common = {
  level: z
    .enum(levels)
    .describe('审核层级：task-force 专班初审、bank 专班银行审核、leader 专班组长审核，依次办理'),
  opinion: opinionSchema,
}

const bodySchema = z
  .discriminatedUnion(
    'outcome',
    [
      z.strictObject({
        ...common,
        outcome: z.literal('pass').describe('通过'),
        criteria: passedCriteria
          .optional()
          .describe('五项标准逐项复核，须均为符合；不填表示按申报时的认定逐项确认符合'),
        attentionOpinion: attentionOpinionSchema,
      }),
      z.strictObject({
        ...common,
        outcome: z.literal('return').describe('退回补正'),
        missing: z
          .array(lineOf(200).describe('一项缺漏，2 至 200 字'))
          .min(1, '退回须说明至少 1 项缺漏')
          .max(20, '至多 20 项')
          .describe('须补正的材料或事项，1 至 20 项'),
        criteria: judgedCriteria.optional().describe('五项标准逐项复核'),
      }),
      z.strictObject({
        ...common,
        outcome: z.literal('refuse').describe('拒绝'),
        ...refusalFields,
        criteria: judgedCriteria.optional().describe('五项标准逐项复核，所列不符合的标准须为 not-met'),
      }),
    ],
    { error: '审核结果须为 pass（通过）、return（退回）或 refuse（拒绝）' },
  )
  .superRefine((body, context) => {
    if (body.outcome === 'refuse' && body.criteria?.[body.criterion].finding === 'met')
      context.addIssue({
        code: 'custom',
        path: ['criteria', body.criterion, 'finding'],
        message: '以此项标准拒绝，不得同时认定其符合',
      })
  })

/** Takes one of the three levels of review on an application (C2, C6). */
export const reviewCase = endpoint<Deps>()(service.routes.reviewCase, {
  params: applicationParams,
  body: bodySchema,
  result: stepResult,
  status: 201,
  run: async ({ params, body, caller, cause, now }, { table }) => {
    const pass = body.outcome === 'pass' ? body : undefined
    const matches = pass ? await matchesNow(table, params.applicationId, now) : []
    const register = await registerFor(table, caller, officeFor[body.level], shanghaiDay(now))
    return answerOf(
      await execute(table, caseAggregate, {
        id: params.applicationId,
        cause,
        actor: caller,
        now,
        decide: state =>
          takeStep(state, {
            step: body.level,
            verdict: body,
            opinion: body.opinion,
            criteria: body.criteria,
            attentionOpinion: pass?.attentionOpinion,
            matches,
            register,
            by: caller,
            at: now,
          }),
      }),
    )
  },
})
