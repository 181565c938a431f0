import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answerOf, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { usccOf } from '../../domain/code.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { service } from '../../service.ts'
import { scopeOf } from '../note-policy/scope-on.ts'
import { formSchema, submitResultSchema } from '../submit-application/body.ts'
import { banksNamed } from '../submit-application/route.ts'
import { correctApplication as decide } from './decide.ts'

export const correctApplication = endpoint<Deps>()(service.routes.correctApplication, {
  params: z.strictObject({ applicationId: z.string().max(40).describe('申报编号') }),
  body: formSchema,
  result: submitResultSchema,
  run: async ({ params: { applicationId }, body, caller, cause, now }, deps) => {
    const uscc = usccOf(applicationId)
    if (!uscc) return notFound('该申报')
    const today = shanghaiDay(now)
    const [banks, scope] = await Promise.all([banksNamed(body, deps), scopeOf(deps, uscc, today)])
    const execution = await execute(deps.table, entityDefinition, {
      id: uscc,
      cause,
      actor: caller,
      now,
      decide: (state, version) =>
        decide(state, { applicationId, form: body, banks, scope, caller, today, correctedAs: version + 1 }),
    })
    return answerOf(execution)
  },
})
