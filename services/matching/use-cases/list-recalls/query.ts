import * as z from 'zod'
import { bankIdSchema, closedList, daySchema, regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answer, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { recallList } from '../../domain/plan-views.ts'
import { service } from '../../service.ts'
import { nextCursorField, regionList, regionListQuery } from '../region-list.ts'

const reasonLabels = { removed: '移出清单', withdrawn: '企业撤回', unaccepted: '逾期未接收' } as const

const rowSchema = z.object({
  referralId: z.string().describe('推送编号'),
  applicationId: z.string().describe('申报编号'),
  name: z.string().describe('企业名称'),
  regionCode: regionCodeSchema,
  bankId: bankIdSchema,
  bankName: z.string().describe('银行机构（网点）名称'),
  reason: closedList('撤回原因', reasonLabels),
  detail: z.string().describe('说明'),
  recalledOn: daySchema.describe('撤回日期'),
})
type Row = z.infer<typeof rowSchema>

const dayMs = 86_400_000
const waitingDays = ({ recalledOn }: Row, today: string): number =>
  Math.max(0, (Date.parse(today) - Date.parse(recalledOn)) / dayMs)

/** C7: recalls that a bank has not acknowledged, the oldest first: these are chased, however long it takes. */
export const listRecalls = endpoint<Deps>()(service.routes.listRecalls, {
  query: regionListQuery,
  result: z.object({
    items: z
      .array(rowSchema.extend({ waitingDays: z.int().describe('已等待银行确认的天数，单位：自然日') }))
      .describe('银行尚未确认的撤回，等待最久者在前'),
    nextCursor: nextCursorField,
  }),
  run: async ({ query, caller, now }, { table }) => {
    const listed = await regionList(
      table,
      { ...query, caller },
      region => ({ pk: recallList(region) }),
      rowSchema,
    )
    if (!listed.ok) return listed
    const today = shanghaiDay(now)
    const items = listed.result.items.map(row => ({ ...row, waitingDays: waitingDays(row, today) }))
    return answer({ ...listed.result, items })
  },
})
