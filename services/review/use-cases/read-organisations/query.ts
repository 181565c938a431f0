import * as z from 'zod'
import { answer, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { organisationSummary } from '../../domain/organisation-views.ts'
import { personResult } from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { organisationParams, organisationRow } from './shapes.ts'
import { visibleTo } from './visible.ts'

const versionRow = organisationRow.extend({
  reason: z.string().describe('事由'),
  by: personResult.describe('登记人'),
  at: z.string().describe('登记时间，ISO 8601，UTC'),
})

/** Answers one organisation as it is now, with everything that was ever stated of it (A1, H4). */
export const readOrganisation = endpoint<Deps>()(service.routes.readOrganisation, {
  params: organisationParams,
  result: organisationRow.extend({
    history: z.array(versionRow).readonly().describe('历次登记，早者在前'),
  }),
  run: async ({ params: { organisationId }, caller }, { table }) => {
    const found = await visibleTo(table, caller, organisationId)
    if (!found) return notFound('该单位')
    const history = found.history.map(version => {
      const { reason, by, at } = version
      return { ...organisationSummary(version), reason, by, at }
    })
    return answer({ ...organisationSummary(found), history })
  },
})
