import * as z from 'zod'
import { execute, load } from '#shared/commits/execute.ts'
import { amountFenSchema, bankIdSchema } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { normaliseUscc } from '#shared/domain/uscc.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { bankDirectory } from '../../domain/bank.ts'
import { readCode } from '../../domain/code.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { codeField, dayField } from '../../domain/fields.ts'
import { service } from '../../service.ts'
import { supplyRenewal as decide } from './decide.ts'

export const supplyRenewal = endpoint<Deps>()(service.routes.supplyRenewal, {
  body: z.strictObject({
    uscc: codeField,
    bankId: bankIdSchema,
    loanFen: amountFenSchema.describe('贷款余额，单位：分'),
    maturesOn: dayField('到期日，不早于今天'),
  }),
  bulk: { max: 500, orderBy: loan => normaliseUscc(loan.uscc) },
  result: z.object({
    uscc: z.string().describe('统一社会信用代码'),
    bankId: z.string().describe('贷款银行编号'),
    maturesOn: z.string().describe('到期日'),
  }),
  status: 201,
  run: async ({ body: { uscc: raw, ...loan }, caller, cause, now }, { table }) => {
    const code = readCode(raw, '/uscc')
    if (!code.ok) return code
    const { state: bank } = await load(table, bankDirectory, loan.bankId)
    const execution = await execute(table, entityDefinition, {
      id: code.uscc,
      cause,
      actor: caller,
      now,
      decide: state => decide(state, { loan, bank, caller, today: shanghaiDay(now) }),
    })
    return answerOf(execution, result => result.uscc)
  },
})
