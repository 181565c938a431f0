import * as z from 'zod'
import { load } from '#shared/commits/execute.ts'
import { amountFenSchema, regionCodeSchema, usccSchema } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { covers } from '#shared/domain/regions.ts'
import { answer, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { borrowerAggregate } from '../../domain/borrower.ts'
import { totalFen } from '../../domain/exposure.ts'
import { outOn } from '../../domain/off-list.ts'
import { entityExposureList } from '../../domain/plan-views.ts'
import { service } from '../../service.ts'
import { exposureRowSchema } from '../list-exposures/query.ts'

/** One live application an entity (B11), so what is out at once stays far below this. */
const mostApplications = 100

/** D4, D7: what is out to one enterprise over all its applications, earlier ones too, and off the lists, once. */
export const showEntityExposure = endpoint<Deps>()(service.routes.showEntityExposure, {
  params: z.object({ uscc: usccSchema }),
  result: z.object({
    uscc: usccSchema,
    regionCode: regionCodeSchema.describe('最近一笔申报所在区划；没有申报的，为清单外授信填报的区划'),
    grantedFen: z.int().describe('存续授信合计：历次申报与清单外，单位：分'),
    offListFen: z.int().describe('其中清单外授信（期限未届满者），单位：分'),
    limitFen: amountFenSchema
      .optional()
      .describe('该企业所属规模的授信上限，单位：分；最近一次推送所依，未设上限者无此项'),
    over: z.boolean().describe('是否有申报超过预警线或规模上限'),
    applications: z.array(exposureRowSchema).describe('仍有授信存续的各次申报'),
  }),
  // H2: what an enterprise owes to whom is credit information.
  discloses: {
    of: 'credit',
    subjectOf: ({ result }) => ({ code: result.uscc, regionCode: result.regionCode }),
  },
  run: async ({ params: { uscc }, caller, now }, { table }) => {
    const [page, { state: borrower }] = await Promise.all([
      table.list({ pk: entityExposureList(uscc), limit: mostApplications }),
      load(table, borrowerAggregate, uscc),
    ])
    const rows = page === 'bad-cursor' ? [] : page.items.map(row => exposureRowSchema.parse(row))
    const applications = rows.filter(({ regionCode }) => covers(caller.region, regionCode))
    const offList = totalFen(outOn(borrower.lines, shanghaiDay(now)))
    const known = offList > 0 ? borrower.regionCodes.filter(code => covers(caller.region, code)) : []
    const regionCode = applications.at(-1)?.regionCode ?? known.at(-1)
    if (regionCode === undefined) return notFound('该企业的存续授信')
    const onLists = applications.reduce((sum, row) => sum + row.grantedFen - row.offListFen, 0)
    const limitFen = applications.findLast(row => row.limitFen !== undefined)?.limitFen
    return answer({
      uscc,
      regionCode,
      grantedFen: onLists + offList,
      offListFen: offList,
      ...(limitFen === undefined ? {} : { limitFen }),
      over: applications.some(({ over }) => over),
      applications,
    })
  },
})
