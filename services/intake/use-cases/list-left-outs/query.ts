import * as z from 'zod'
import { endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { leftOutFindingLabels, leftOutStatusLabels } from '../../domain/left-out.ts'
import { leftOutListKey, voicesShown } from '../../domain/left-out-views.ts'
import { service } from '../../service.ts'
import { listFields, nextCursorField, pageOf } from '../region-list.ts'

const statusField = z.enum(['open', 'settled'])
const rowSchema = z.object({
  leftOutId: z.string(),
  uscc: z.string(),
  name: z.string().optional(),
  regionCode: z.string(),
  townshipCode: z.string().optional(),
  openedOn: z.string().describe('首次反映日期'),
  status: statusField,
  voices: z
    .array(z.object({ by: z.string(), byLabel: z.string(), ground: z.string(), on: z.string() }))
    .describe(`反映来源、理由与日期，最近 ${voicesShown} 次`),
  finding: z.enum(Object.keys(leftOutFindingLabels) as [keyof typeof leftOutFindingLabels]).optional(),
  explanation: z.string().optional(),
  applicationId: z.string().optional(),
  settledOn: z.string().optional(),
})

/** Reports of 应进未进, from the oldest on, still open or settled (B10). */
export const listLeftOuts = endpoint<Deps>()(service.routes.listLeftOuts, {
  query: z.strictObject({
    ...listFields,
    status: statusField.default('open').describe('open 核查中；settled 已办结'),
  }),
  result: z.object({
    items: z.array(
      rowSchema.extend({ statusLabel: z.string(), findingLabel: z.string().optional().describe('核查结论') }),
    ),
    nextCursor: nextCursorField,
  }),
  run: async ({ query, caller }, { table }) => {
    const keyOf = (region: string) => leftOutListKey(region, query.status)
    return await pageOf(table, { query, caller, keyOf, what: '应进未进反映' }, data => {
      const row = rowSchema.parse(data)
      return {
        ...row,
        statusLabel: leftOutStatusLabels[row.status],
        ...(row.finding ? { findingLabel: leftOutFindingLabels[row.finding] } : {}),
      }
    })
  },
})
