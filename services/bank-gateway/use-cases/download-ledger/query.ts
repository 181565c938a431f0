import * as z from 'zod'
import { load } from '#shared/commits/execute.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { bankOf } from '../../domain/bank.ts'
import { ledgerRowsOf } from '../../domain/ledger-rows.ts'
import { recipientMarkOf } from '../../domain/recipient-mark.ts'
import { heldBy, referral } from '../../domain/referral.ts'
import { movedLedgerOf, openLedgerOf } from '../../domain/views.ts'
import { service } from '../../service.ts'
import { inParallel } from '../in-parallel.ts'
import { monthAhead, monthParams, workbookMediaType } from '../ledger-month.ts'
import { ledgerWorkbook } from './workbook.ts'

/** Referrals in one workbook: further drawdowns of the month have rows of their own, and the whole stays within what can be sent back. */
const referralsAPart = 500

const listedSchema = z.object({ referralId: z.string(), dispatchedOn: z.string() })
type Listed = z.infer<typeof listedSchema>

const allOn = async (table: CommitTable, pk: string): Promise<readonly Listed[]> => {
  const found: Listed[] = []
  let cursor: string | undefined
  do {
    const page = await table.list({ pk, limit: 100, cursor })
    if (page === 'bad-cursor') throw new Error(`list ${pk} does not know its own cursor`)
    found.push(...page.items.map(item => listedSchema.parse(item)))
    cursor = page.nextCursor
  } while (cursor)
  return found
}

/** Open now or moved in the month, and pushed by its end; in the order of the push. */
const referralsOf = async (table: CommitTable, bankId: string, month: string): Promise<readonly string[]> => {
  const lists = [openLedgerOf(bankId), movedLedgerOf(bankId, month)]
  const found = (await Promise.all(lists.map(pk => allOn(table, pk)))).flat()
  const inMonth = found.filter(({ dispatchedOn }) => dispatchedOn.slice(0, 7) <= month)
  const order = new Map(
    inMonth.map(({ referralId, dispatchedOn }) => [referralId, `${dispatchedOn}#${referralId}`]),
  )
  return [...order].toSorted(([, a], [, b]) => (a < b ? -1 : 1)).map(([referralId]) => referralId)
}

const headersOf = (month: string, part: number, parts: number) => ({
  'content-type': workbookMediaType,
  'content-disposition': `attachment; filename="ledger-${month}.xlsx"; filename*=UTF-8''${encodeURIComponent(
    `月度台账-${month}${parts > 1 ? `-第${part}份` : ''}.xlsx`,
  )}`,
  'cache-control': 'no-store',
  'ledger-parts': String(parts),
})

/** The month's ledger as a workbook, for a bank without an interface; whoever takes it is marked and on record (E3, H2, H3). */
export const downloadLedger = endpoint<Deps>()(service.routes.downloadLedger, {
  params: monthParams,
  query: z.strictObject({
    part: z
      .string()
      .regex(/^[1-9]\d?$/, '份号须为 1 至 99 的整数')
      .optional()
      .describe(`第几份，默认 1；每份至多 ${referralsAPart} 笔推送，共几份见响应头 Ledger-Parts`),
  }),
  produces: workbookMediaType,
  discloses: { of: 'credit', subjectOf: () => undefined },
  run: async ({ params: { month }, query, caller, now }, { table }) => {
    const ahead = monthAhead(month, shanghaiDay(now))
    if (ahead) return ahead
    const bankId = caller.bank ?? ''
    const ids = await referralsOf(table, bankId, month)
    const parts = Math.max(1, Math.ceil(ids.length / referralsAPart))
    const part = Number(query.part ?? 1)
    if (part > parts) return notFound(`第 ${part} 份，共 ${parts} 份`)
    const mine = ids.slice((part - 1) * referralsAPart, part * referralsAPart)
    const states = await inParallel(mine, 16, async id => (await load(table, referral, id)).state)
    const held = states.flatMap(state => (heldBy(state, bankId) ? [state] : []))
    const bank = await bankOf(table, bankId)
    const { text } = recipientMarkOf(caller, now, '填报对接台账', bank?.name)
    const bytes = await ledgerWorkbook(
      month,
      held.flatMap(state => ledgerRowsOf(state, month)),
      text,
    )
    return {
      raw: new Response(bytes.slice().buffer, { headers: headersOf(month, part, parts) }),
      // One record of the whole export with the number of its rows, not one a row (H2, H4).
      opened: { code: `ledger:${bankId}:${month}`, regionCode: caller.region, rows: held.length },
    }
  },
})
