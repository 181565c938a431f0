import * as z from 'zod'
import { refused } from '#shared/http/endpoint.ts'

export const workbookMediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const monthParams = z.object({
  month: z
    .string()
    .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, '月份须为 YYYY-MM，如 2026-03')
    .describe('月份 YYYY-MM（北京时间）'),
})

/** A month that has not begun has no ledger. */
export const monthAhead = (month: string, today: string) => {
  if (month <= today.slice(0, 7)) return undefined
  const detail = `${month} 尚未开始，现为 ${today.slice(0, 7)}。`
  return refused({
    code: 'validation-failed',
    detail,
    errors: [{ pointer: '{month}', code: 'month-ahead', detail }],
  })
}
