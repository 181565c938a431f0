import * as z from 'zod'
import { answer, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { cursorOf, placeIn } from '../../domain/message-row.ts'
import { service } from '../../service.ts'
import { badCursor, readMessages } from '../../webhooks/messages.ts'

const mostAtOnce = 1000

const instant = (what: string) =>
  z.iso.datetime({ offset: true, error: '须为带时区的 ISO 8601 时间' }).optional().describe(what)

const body = z
  .strictObject({
    after: z.string().max(2000).optional().describe('补发此 cursor 之后的消息，与 since 二选一'),
    since: instant('补发此刻及以后发出的消息，ISO 8601，与 after 二选一'),
    until: instant('补发到此刻为止，ISO 8601；不填到现在'),
  })
  .refine(given => (given.after === undefined) !== (given.since === undefined), {
    path: ['after'],
    error: 'after 与 since 须填且只填一项',
  })

const result = z.object({
  replayed: z.int().describe('重新放入本行队列的条数，一次至多 1000'),
  nextCursor: z.string().optional().describe('还有未补发的消息时给出，作下一次的 after'),
})

/** Puts what was sent before into the bank’s queue again, with the same ids, so that a receiver absorbs what it has (E3). */
export const replayMessages = endpoint<Deps>()(service.routes.replayMessages, {
  body,
  result,
  keyless: true,
  run: async ({ caller, body, now }, { table, bankQueues, log }) => {
    const { bank: bankId = '' } = caller
    const given = body.after === undefined ? undefined : placeIn(body.after)
    if (body.after !== undefined && given === undefined) return badCursor('/after')
    const utc = (text: string) => new Date(text).toISOString()
    const { rows, more } = await readMessages(table, bankId, {
      after: given ?? (body.since === undefined ? undefined : utc(body.since)),
      until: body.until === undefined ? undefined : utc(body.until),
      limit: mostAtOnce,
      now,
    })
    if (rows.length > 0 && (await bankQueues.urlOf(bankId)) === undefined)
      return refused({ code: 'no-queue', detail: '本行尚无消息队列：银行登记后自动开通，请联系工作专班。' })
    if (rows.length > 0)
      await bankQueues.put(
        bankId,
        rows.map(({ event }) => event),
      )
    log.info('补发消息', { bankId, sub: caller.sub, replayed: rows.length })
    const last = rows.at(-1)
    return answer({
      replayed: rows.length,
      ...(more && last ? { nextCursor: cursorOf(last) } : {}),
    })
  },
})
