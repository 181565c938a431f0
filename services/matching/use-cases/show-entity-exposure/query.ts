import * as z from 'zod'
import { regionCodeSchema, usccSchema } from '#shared/contracts/vocabulary.ts'
import { covers } from '#shared/domain/regions.ts'
import { answer, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { entityExposureList } from '../../domain/plan-views.ts'
import { service } from '../../service.ts'
import { exposureRowSchema } from '../list-exposures/query.ts'

/** One live application an entity (B11), so what is out at once stays far below this. */
const mostApplications = 100

/** D4: what is out to one enterprise over all its applications, earlier ones too. */
export const showEntityExposure = endpoint<Deps>()(service.routes.showEntityExposure, {
  params: z.object({ uscc: usccSchema }),
  result: z.object({
    uscc: usccSchema,
    regionCode: regionCodeSchema.describe('最近一笔申报所在区划'),
    grantedFen: z.int().describe('历次申报存续授信合计，单位：分'),
    over: z.boolean().describe('是否有申报超过预警线'),
    applications: z.array(exposureRowSchema).describe('仍有授信存续的各次申报'),
  }),
  // H2: what an enterprise owes to whom is credit information.
  discloses: {
    of: 'credit',
    subjectOf: ({ result }) => ({ code: result.uscc, regionCode: result.regionCode }),
  },
  run: async ({ params: { uscc }, caller }, { table }) => {
    const page = await table.list({ pk: entityExposureList(uscc), limit: mostApplications })
    const rows = page === 'bad-cursor' ? [] : page.items.map(row => exposureRowSchema.parse(row))
    const applications = rows.filter(({ regionCode }) => covers(caller.region, regionCode))
    const last = applications.at(-1)
    if (!last) return notFound('该企业的存续授信')
    return answer({
      uscc,
      regionCode: last.regionCode,
      grantedFen: applications.reduce((sum, { grantedFen }) => sum + grantedFen, 0),
      over: applications.some(({ over }) => over),
      applications,
    })
  },
})
