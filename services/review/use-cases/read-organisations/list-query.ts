import * as z from 'zod'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { outside } from '#shared/http/caller.ts'
import { endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { organisationListKey } from '../../domain/organisation-views.ts'
import { pageOf, pageQuery, pageResult } from '../../paged.ts'
import { service } from '../../service.ts'
import { kindSchema, organisationRow } from './shapes.ts'

/** Lists the organisations of a region and its subtree, by kind (A1, A2). */
export const listOrganisations = endpoint<Deps>()(service.routes.listOrganisations, {
  query: z.strictObject({
    region: regionCodeSchema.describe('区划代码；列出该区划及其下级的单位'),
    kind: kindSchema.optional(),
    ...pageQuery,
  }),
  result: pageResult(organisationRow, '单位，依类别、区划、标识的次序'),
  run: async ({ query: { region, kind, ...page }, caller }, { table }) => {
    const away = outside(caller, region)
    if (away) return refused(away)
    const pk = organisationListKey(region)
    return await pageOf(table, { pk, ...(kind ? { skPrefix: `${kind}#` } : {}), ...page }, organisationRow)
  },
})
