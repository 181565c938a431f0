import { execute, load } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { normaliseUscc } from '#shared/domain/uscc.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { bankDirectory } from '../../domain/bank.ts'
import { readCode } from '../../domain/code.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { service } from '../../service.ts'
import { applicationSchema, submitResultSchema } from './body.ts'
import { submitApplication as decide } from './decide.ts'

const banksNamed = async (ids: readonly string[], { table }: Deps) =>
  new Map(
    await Promise.all(
      [...new Set(ids)].map(async id => [id, (await load(table, bankDirectory, id)).state] as const),
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
    const { uscc: _raw, ...form } = body
    const banks = await banksNamed([...form.intendedBankIds, ...form.lendingBankIds], deps)
    const execution = await execute(deps.table, entityDefinition, {
      id: code.uscc,
      cause,
      actor: caller,
      now,
      decide: state => decide(state, { form, banks, caller, today: shanghaiDay(now) }),
    })
    return answerOf(execution, result => result.applicationId)
  },
})
