import * as z from 'zod'
import { bankIdSchema, regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { answer, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { type Product, productSchema } from '../../domain/product.ts'
import { unreadable } from '../../domain/reading.ts'
import { badCursor } from '../../domain/refusals.ts'
import { serves } from '../../domain/region-tree.ts'
import { inParallel } from '../../parallel.ts'
import { service } from '../../service.ts'
import { bankPage, productPage, productsOf } from '../../store.ts'

const productsPerPage = 50
/** A page of a region holds all products of so many banks. */
const banksPerPage = 10

/** Products of a bank's whole area, and those kept to a region that the asked one touches. */
const appliesIn =
  (region: string) =>
  ({ regionCodes }: Product): boolean =>
    !regionCodes || serves(regionCodes, region) || regionCodes.some(code => serves([region], code))

export const listProducts = endpoint<Deps>()(service.routes.listProducts, {
  query: z.strictObject({
    region: regionCodeSchema.optional().describe('区划代码；不填则为本人所在区划'),
    bankId: bankIdSchema.optional().describe('只看该银行的产品'),
    cursor: z.string().max(2000).optional().describe('上一页答复中的 nextCursor'),
  }),
  result: z.object({
    items: z.array(productSchema).describe('金融产品'),
    nextCursor: z.string().optional().describe('还有下一页时才有；按区划查询时各页条数不等'),
  }),
  run: async ({ query, caller }, { table }) => {
    const region = query.region ?? caller.region
    const refusal = unreadable(caller.region, region, '?region')
    if (refusal) return refused(refusal)
    if (query.bankId !== undefined) {
      const own = await productPage(table, query.bankId, query.cursor, productsPerPage)
      if (own === 'bad-cursor') return refused(badCursor)
      return answer(query.region ? { ...own, items: own.items.filter(appliesIn(query.region)) } : own)
    }
    const banks = await bankPage(table, region, query.cursor, banksPerPage)
    if (banks === 'bad-cursor') return refused(badCursor)
    const products = await inParallel(banks.items, bank => productsOf(table, bank.bankId))
    return answer({
      items: products.flat().filter(appliesIn(region)),
      ...(banks.nextCursor ? { nextCursor: banks.nextCursor } : {}),
    })
  },
})
