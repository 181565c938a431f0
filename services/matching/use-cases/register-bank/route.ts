import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { bankIdSchema } from '#shared/contracts/vocabulary.ts'
import { answerOf, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { bankAggregate, bankBodySchema, bankSchema } from '../../domain/bank.ts'
import { invalid } from '../../domain/refusals.ts'
import { unknownRegion } from '../../domain/region-tree.ts'
import { service } from '../../service.ts'
import { decideRegisterBank } from './decide.ts'
import { ancestorsOf, wrongParent } from './parent.ts'

export const registerBank = endpoint<Deps>()(service.routes.registerBank, {
  params: z.object({ bankId: bankIdSchema }),
  body: bankBodySchema,
  result: bankSchema,
  run: async ({ params, body, caller, cause, now }, { table }) => {
    const bank = { ...body, bankId: params.bankId }
    const [first, ...rest] = [
      ...body.regionCodes.flatMap((code, index) => unknownRegion(code, `/regionCodes/${index}`) ?? []),
      ...[wrongParent(bank, await ancestorsOf(table, body.parentBankId)) ?? []].flat(),
    ]
    if (first) return refused(invalid([first, ...rest]))
    return answerOf(
      await execute(table, bankAggregate, {
        id: bank.bankId,
        cause,
        actor: caller,
        now,
        decide: state => decideRegisterBank(state, { bank, callerRegion: caller.region }),
      }),
    )
  },
})
