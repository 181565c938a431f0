import { execute } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { normaliseUscc } from '#shared/domain/uscc.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { readCode } from '../../domain/code.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { service } from '../../service.ts'
import { scopeOf } from '../note-policy/scope-on.ts'
import { submitResultSchema } from '../submit-application/body.ts'
import { banksNamed } from '../submit-application/route.ts'
import { recommendationSchema } from './body.ts'
import { recommendEnterprise as decide, intendedWith } from './decide.ts'

export const recommendEnterprise = endpoint<Deps>()(service.routes.recommendEnterprise, {
  body: recommendationSchema,
  bulk: { max: 500, orderBy: form => normaliseUscc(form.uscc) },
  result: submitResultSchema,
  status: 201,
  run: async ({ body: { uscc: raw, ...form }, caller, cause, now }, deps) => {
    const code = readCode(raw, '/uscc')
    if (!code.ok) return code
    // Only banks hold the permission, and a bank's token names its bank (A3).
    const { bank: bankId = '' } = caller
    const today = shanghaiDay(now)
    const named = { ...form, intendedBankIds: [...intendedWith(form.intendedBankIds, bankId), bankId] }
    const [banks, scope] = await Promise.all([banksNamed(named, deps), scopeOf(deps, code.uscc, today)])
    const recommender = banks.get(bankId) ?? { status: 'unknown' }
    const execution = await execute(deps.table, entityDefinition, {
      id: code.uscc,
      cause,
      actor: caller,
      now,
      decide: state => decide(state, { form, recommender, banks, scope, caller, today }),
    })
    return answerOf(execution, result => result.applicationId)
  },
})
