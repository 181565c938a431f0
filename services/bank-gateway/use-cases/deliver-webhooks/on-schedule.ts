import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import { activeList } from '../../domain/webhook.ts'

const rowSchema = z.object({ bankId: z.string() })

/** Each minute every active webhook is looked after once: what waited, and what is due again. */
export const wakeDeliveries = async ({ table, deliveries }: Deps): Promise<void> => {
  let cursor: string | undefined
  do {
    const page = await table.list({ pk: activeList, limit: 100, cursor })
    if (page === 'bad-cursor') throw new Error('the list of webhooks does not know its own cursor')
    await deliveries.wake(page.items.map(row => rowSchema.parse(row).bankId))
    cursor = page.nextCursor
  } while (cursor)
}
