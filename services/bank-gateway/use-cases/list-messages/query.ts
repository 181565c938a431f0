import * as z from 'zod'
import { envelopeSchema } from '#shared/contracts/events.ts'
import { answer, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { cursorOf, placeIn } from '../../domain/message-row.ts'
import { service } from '../../service.ts'
import { badCursor, readMessages } from '../../webhooks/messages.ts'

const query = z.strictObject({
  after: z.string().max(2000).optional().describe('只列此 cursor 之后的消息；不填从第一条起'),
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, '每页条数须为 1 至 100 的整数')
    .optional()
    .describe('每页条数，1 至 100，默认 50'),
})

const result = z.object({
  messages: z
    .array(
      z.object({
        cursor: z.string().describe('此消息的位置，可作 after，也可作补发的 after'),
        sentAt: z.string().describe('首次发出的时间，ISO 8601，UTC'),
        event: envelopeSchema.describe('与队列和 webhook 相同的 CloudEvents 1.0 事件，编号相同'),
      }),
    )
    .describe('按发出先后；最近五秒发出的下次列出'),
  nextCursor: z
    .string()
    .optional()
    .describe('本页最后一条的位置，作下次的 after；本页为空时与所给 after 相同'),
  more: z.boolean().describe('之后是否还有消息'),
})

/** What the bank was ever offered, also what it acknowledged long ago: to find what it missed (E3). */
export const listMessages = endpoint<Deps>()(service.routes.listMessages, {
  query,
  result,
  run: async ({ caller, query, now }, { table }) => {
    const after = query.after === undefined ? undefined : placeIn(query.after)
    if (query.after !== undefined && after === undefined) return badCursor('?after')
    const limit = Number(query.limit ?? 50)
    const { rows, more } = await readMessages(table, caller.bank ?? '', { after, limit, now })
    const last = rows.at(-1)
    const nextCursor = last ? cursorOf(last) : query.after
    return answer({
      messages: rows.map(row => ({ cursor: cursorOf(row), sentAt: row.at, event: row.event })),
      ...(nextCursor ? { nextCursor } : {}),
      more,
    })
  },
})
