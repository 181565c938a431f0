import type { CommitTable } from '#shared/commits/table.ts'
import { refused } from '#shared/http/endpoint.ts'
import { type MessageRow, messageRowSchema, messagesOf, settledBefore } from '../domain/message-row.ts'

export const badCursor = (pointer: string) => {
  const detail = 'after 不是消息的位置，请原样提交 GET /bank/v1/messages 给出的 cursor，或不填从头开始。'
  return refused({ code: 'validation-failed', detail, errors: [{ pointer, code: 'bad-cursor', detail }] })
}

const pageSize = 100

/** The bank's messages behind a place, oldest first, up to what is settled by now. */
export const readMessages = async (
  table: CommitTable,
  bankId: string,
  given: {
    readonly after: string | undefined
    /** Not after this instant. */
    readonly until?: string | undefined
    readonly limit: number
    readonly now: string
  },
): Promise<{ readonly rows: readonly MessageRow[]; readonly more: boolean }> => {
  const settled = settledBefore(given.now)
  const end = given.until !== undefined && given.until < settled ? given.until : settled
  const rows: MessageRow[] = []
  let cursor: string | undefined
  do {
    const page = await table.list({
      pk: messagesOf(bankId),
      ...(given.after === undefined ? {} : { skAfter: given.after }),
      // One more than asked for tells whether there is more.
      limit: Math.min(pageSize, given.limit + 1 - rows.length),
      cursor,
    })
    if (page === 'bad-cursor') throw new Error('the list of messages does not know its own cursor')
    const read = page.items.map(item => messageRowSchema.parse(item))
    const wanted = read.filter(({ at }) => at <= end)
    rows.push(...wanted)
    cursor = wanted.length === read.length ? page.nextCursor : undefined
  } while (cursor && rows.length <= given.limit)
  return { rows: rows.slice(0, given.limit), more: rows.length > given.limit }
}
