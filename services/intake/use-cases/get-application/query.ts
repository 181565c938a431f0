import * as z from 'zod'
import { load } from '#shared/commits/execute.ts'
import { answer, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { usccOf } from '../../domain/code.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { beyond } from '../../domain/guard.ts'
import { placed } from '../../domain/profile.ts'
import { service } from '../../service.ts'
import { applicationAnswer } from './answer.ts'
import { applicationAnswerSchema } from './answer-schema.ts'

/** An application outside the caller's region is not found rather than forbidden (A2). */
export const getApplication = endpoint<Deps>()(service.routes.getApplication, {
  params: z.strictObject({ applicationId: z.string().max(40).describe('申报编号') }),
  result: applicationAnswerSchema,
  // H2, H5: a masked contact and grades used by authorisation.
  discloses: {
    of: 'personal',
    subjectOf: ({ result }) => ({ code: result.uscc, regionCode: result.townshipCode ?? result.regionCode }),
  },
  run: async ({ params: { applicationId }, caller }, { table }) => {
    const uscc = usccOf(applicationId)
    if (!uscc) return notFound('该申报')
    const { state } = await load(table, entityDefinition, uscc)
    if (state.status === 'unknown' || beyond(caller, placed(state))) return notFound('该申报')
    const application = state.applications.find(each => each.applicationId === applicationId)
    return application ? answer(applicationAnswer(state, application)) : notFound('该申报')
  },
})
