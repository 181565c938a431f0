import * as z from 'zod'
import {
  bankIdSchema,
  closedList,
  entityKindSchema,
  loanKindSchema,
  regionCodeSchema,
  sectorTagSchema,
  sizeClassSchema,
} from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { findIndustry } from '#shared/domain/industry.ts'
import { answer, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { productSchema } from '../../domain/product.ts'
import { fitChecks, fitLabels } from '../../domain/product-fit.ts'
import { unreadable } from '../../domain/reading.ts'
import { badCursor, invalid } from '../../domain/refusals.ts'
import { inParallel } from '../../parallel.ts'
import { service } from '../../service.ts'
import { bankPage, productsOf } from '../../store.ts'

/** A page holds all products of so many banks. */
const banksPerPage = 10

const whole = (what: string, least: number, most: number) =>
  z.coerce
    .number({ error: `${what}须为整数` })
    .int()
    .min(least)
    .max(most)

/** D5: “which fits me, which not and why”, by the case that the query tells; nothing of an entity is read. */
export const browseProducts = endpoint<Deps>()(service.routes.browseProducts, {
  query: z.strictObject({
    region: regionCodeSchema.optional().describe('企业所在区划代码；不填则为本人所在区划'),
    entityKind: entityKindSchema,
    sizeClass: sizeClassSchema,
    industryCode: z.string().min(1).max(5).describe('国民经济行业代码'),
    amountFen: whole('金额', 1, Number.MAX_SAFE_INTEGER).describe('需求金额，单位：分'),
    termMonths: whole('期限', 1, 360).describe('期限，单位：月'),
    loanKind: loanKindSchema,
    keyChain: z.string().trim().min(2).max(40).optional().describe('所在重点产业链'),
    sectorTag: sectorTagSchema.optional(),
    firstLoan: z.enum(['true', 'false']).optional().describe('是否首贷'),
    online: z.enum(['true']).optional().describe('填 true 则只看可线上办理的产品'),
    cursor: z.string().max(2000).optional().describe('上一页答复中的 nextCursor'),
  }),
  result: z.object({
    items: z
      .array(
        z.object({
          product: productSchema,
          bankId: bankIdSchema,
          bankName: z.string().describe('提供机构'),
          fits: z.boolean().describe('是否相符'),
          checks: z
            .array(
              z.object({
                check: closedList('条件', fitLabels),
                met: z.boolean().describe('是否满足'),
                detail: z.string().describe('产品条件与企业情况'),
              }),
            )
            .describe('逐项比对'),
        }),
      )
      .describe('产品，相符者在前'),
    nextCursor: z.string().optional().describe('还有下一页时才有；各页条数不等'),
  }),
  run: async ({ query, caller, now }, { table }) => {
    const { region = caller.region, cursor, amountFen, termMonths, loanKind, ...asked } = query
    const { sectorTag, firstLoan, online, ...entity } = asked
    const refusal = unreadable(caller.region, region, '?region')
    if (refusal) return refused(refusal)
    if (!findIndustry(entity.industryCode))
      return refused(
        invalid([
          {
            pointer: '?industryCode',
            code: 'unknown-industry',
            detail: `没有行业代码 ${entity.industryCode}`,
          },
        ]),
      )
    const banks = await bankPage(table, region, cursor, banksPerPage)
    if (banks === 'bad-cursor') return refused(badCursor)
    const wanting = {
      ...entity,
      ...(sectorTag ? { sectorTags: [sectorTag] } : {}),
      ...(firstLoan ? { firstLoan: firstLoan === 'true' } : {}),
      regionCode: region,
      demand: { amountFen, termMonths, loanKind },
    }
    const items = await inParallel(banks.items, async bank =>
      (await productsOf(table, bank.bankId))
        .filter(product => !online || product.online === true)
        .map(product => {
          const checks = fitChecks(product, wanting, bank, shanghaiDay(now))
          const fits = checks.every(({ met }) => met)
          return { product, bankId: bank.bankId, bankName: bank.name, fits, checks }
        }),
    )
    return answer({
      items: items.flat().sort((a, b) => Number(b.fits) - Number(a.fits)),
      ...(banks.nextCursor ? { nextCursor: banks.nextCursor } : {}),
    })
  },
})
