import * as z from 'zod'
import { load } from '#shared/commits/execute.ts'
import { answer, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { readCode } from '../../domain/code.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { beyond } from '../../domain/guard.ts'
import { placed } from '../../domain/profile.ts'
import { service } from '../../service.ts'
import { entityAnswer, entityAnswerSchema } from './answer.ts'

/** An entity outside the caller's region is not found rather than forbidden (A2). */
export const getEntity = endpoint<Deps>()(service.routes.getEntity, {
  params: z.strictObject({ code: z.string().max(40).describe('统一社会信用代码') }),
  result: entityAnswerSchema,
  discloses: {
    of: 'personal',
    subjectOf: ({ result }) => ({ code: result.uscc, regionCode: result.townshipCode ?? result.regionCode }),
  },
  run: async ({ params, caller }, { table }) => {
    const code = readCode(params.code, '{code}')
    if (!code.ok) return code
    const { state } = await load(table, entityDefinition, code.uscc)
    if (state.status === 'unknown' || beyond(caller, placed(state))) return notFound('该主体')
    return answer(entityAnswer(state))
  },
})
