import * as z from 'zod'
import { execute, load } from '#shared/commits/execute.ts'
import type { Refusal } from '#shared/domain/decision.ts'
import { type Caller, outside } from '#shared/http/caller.ts'
import { answerOf, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { type BankState, bankAggregate } from '../../domain/bank.ts'
import { unknownCodes } from '../../domain/condition.ts'
import { productAggregate, productBodySchema, productIdSchema, productSchema } from '../../domain/product.ts'
import { invalid } from '../../domain/refusals.ts'
import { unknownRegion } from '../../domain/region-tree.ts'
import { service } from '../../service.ts'
import { decidePublishProduct } from './decide.ts'

/** A bank keeps its own products (A3); a task force those of the banks whose whole area it covers (A2). */
const mayNotPublish = (caller: Caller, bankId: string, bank: BankState): Refusal | undefined => {
  if (caller.role === 'bank')
    return caller.bank === bankId
      ? undefined
      : { code: 'forbidden', detail: `银行只能维护本机构（${caller.bank}）的产品。` }
  return bank.status === 'registered'
    ? bank.bank.regionCodes.map(code => outside(caller, code)).find(refusal => refusal !== undefined)
    : undefined
}

export const publishProduct = endpoint<Deps>()(service.routes.publishProduct, {
  params: z.object({ productId: productIdSchema }),
  body: productBodySchema,
  result: productSchema,
  run: async ({ params, body, caller, cause, now }, { table }) => {
    const { state: bank } = await load(table, bankAggregate, body.bankId)
    const forbidden = mayNotPublish(caller, body.bankId, bank)
    if (forbidden) return refused(forbidden)
    const [first, ...rest] = [
      ...(bank.status === 'registered'
        ? []
        : [{ pointer: '/bankId', code: 'unknown-bank', detail: `银行 ${body.bankId} 尚未登记` }]),
      ...(body.regionCodes ?? []).flatMap(
        (code, index) => unknownRegion(code, `/regionCodes/${index}`) ?? [],
      ),
      ...(body.conditions ?? []).flatMap((condition, at) =>
        unknownCodes(condition).map(([index, detail]) => ({
          pointer: `/conditions/${at}/value/${index}`,
          code: 'unknown-code',
          detail,
        })),
      ),
    ]
    if (first) return refused(invalid([first, ...rest]))
    const product = { ...body, productId: params.productId }
    return answerOf(
      await execute(table, productAggregate, {
        id: product.productId,
        cause,
        actor: caller,
        now,
        decide: state => decidePublishProduct(state, product),
      }),
    )
  },
})
