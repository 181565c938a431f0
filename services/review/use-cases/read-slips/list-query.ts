import * as z from 'zod'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { levelOf } from '#shared/domain/regions.ts'
import { outside } from '#shared/http/caller.ts'
import { endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { notACounty } from '../../domain/county.ts'
import { orgListKey, raisedListKey, slipListKey } from '../../domain/slip-views.ts'
import { service } from '../../service.ts'
import { slipStatusSchema } from '../answer-slip/route.ts'
import { pageOf, pageQuery, pageResult } from './shapes.ts'

/** Lists a county's slips, or what was raised to a city or province (F2, F3). */
export const listSlips = endpoint<Deps>()(service.routes.listSlips, {
  query: z.strictObject({
    region: regionCodeSchema.describe('县（区）或功能区代码；市、省代码则列出提至该级待答复的批分单'),
    status: slipStatusSchema.optional(),
    ...pageQuery,
  }),
  result: pageResult,
  run: async ({ query: { region, status, ...page }, caller, now }, { table }) => {
    const level = levelOf(region)
    const upper = level === 'province' || (level === 'city' && notACounty(region, '?region') !== undefined)
    const wrong = upper ? undefined : notACounty(region, '?region')
    if (wrong) return refused({ code: 'validation-failed', detail: wrong.detail, errors: [wrong] })
    const away = outside(caller, region)
    if (away) return refused(away)
    return await pageOf(
      table,
      { pk: upper ? raisedListKey(region) : slipListKey(region, status), ...page },
      now,
    )
  },
})

/** Lists what the caller's own organisation opened or is asked to do (F2). */
export const listOwnSlips = endpoint<Deps>()(service.routes.listOwnSlips, {
  query: z.strictObject(pageQuery),
  result: pageResult,
  run: async ({ query, caller, now }, { table }) =>
    await pageOf(table, { pk: orgListKey(caller.org), ...query }, now),
})
