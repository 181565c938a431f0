import { execute, load } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { normaliseUscc } from '#shared/domain/uscc.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { bankDirectory } from '../../domain/bank.ts'
import { readCode } from '../../domain/code.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { service } from '../../service.ts'
import { scopeOf } from '../note-policy/scope-on.ts'
import { applicationSchema, type FormBody, submitResultSchema } from './body.ts'
import { submitApplication as decide } from './decide.ts'

type Naming = Pick<FormBody, 'intendedBankIds' | 'lendingBankIds' | 'renewal'>

export const banksNamed = async ({ intendedBankIds, lendingBankIds, renewal }: Naming, { table }: Deps) =>
  new Map(
    await Promise.all(
      [...new Set([...intendedBankIds, ...lendingBankIds, ...(renewal ? [renewal.bankId] : [])])].map(
        async id => [id, (await load(table, bankDirectory, id)).state] as const,
      ),
    ),
  )

export const submitApplication = endpoint<Deps>()(service.routes.submitApplication, {
  body: applicationSchema,
  bulk: { max: 500, orderBy: form => normaliseUscc(form.uscc) },
  result: submitResultSchema,
  status: 201,
  run: async ({ body, caller, cause, now }, deps) => {
    const code = readCode(body.uscc, '/uscc')
    if (!code.ok) return code
    const { uscc: _raw, platformReference: reference, ...form } = body
    const today = shanghaiDay(now)
    const [banks, scope] = await Promise.all([banksNamed(form, deps), scopeOf(deps, code.uscc, today)])
    const platform = reference ? { platform: { org: caller.org, reference } } : {}
    const execution = await execute(deps.table, entityDefinition, {
      id: code.uscc,
      cause,
      actor: caller,
      now,
      decide: state => decide(state, { form, banks, scope, caller, today, ...platform }),
    })
    return answerOf(execution, result => result.applicationId)
  },
})
