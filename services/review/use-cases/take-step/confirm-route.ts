import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { caseAggregate } from '../../domain/case.ts'
import { speakingFor } from '../../domain/may-act.ts'
import { registerOf } from '../../domain/register.ts'
import {
  applicationParams,
  attentionOpinionSchema,
  opinionSchema,
  refusalFields,
  stepResult,
} from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { takeStep } from './decide.ts'
import { matchesNow } from './matches.ts'

const bodySchema = z.discriminatedUnion(
  'outcome',
  [
    z.strictObject({
      outcome: z.literal('confirm').describe('确认'),
      opinion: opinionSchema,
      attentionOpinion: attentionOpinionSchema,
    }),
    z.strictObject({
      outcome: z.literal('refuse').describe('不予确认'),
      opinion: opinionSchema,
      ...refusalFields,
    }),
  ],
  { error: '确认结果须为 confirm（确认）或 refuse（不予确认）' },
)

/** The industry department confirms or refuses a reviewed application (C3, C6). */
export const confirmCase = endpoint<Deps>()(service.routes.confirmCase, {
  params: applicationParams,
  body: bodySchema,
  result: stepResult,
  run: async ({ params, body, caller, cause, now }, { table }) => {
    const confirmed = body.outcome === 'confirm' ? body : undefined
    // A2: the confirming department's own register, not the task force's.
    const register = speakingFor(await registerOf(table, caller.org), caller.region)
    const matches = confirmed ? await matchesNow(table, params.applicationId, now) : []
    return answerOf(
      await execute(table, caseAggregate, {
        id: params.applicationId,
        cause,
        actor: caller,
        now,
        decide: state =>
          takeStep(state, {
            step: 'confirmation',
            verdict: body.outcome === 'confirm' ? { outcome: 'pass' } : body,
            opinion: body.opinion,
            attentionOpinion: confirmed?.attentionOpinion,
            matches,
            register,
            by: caller,
            at: now,
          }),
      }),
    )
  },
})
