import * as z from 'zod'
import type { Invocation } from '../lambda/instance.ts'

const reportSchema = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
})

/**
 * Which items of a batch come back, by their identifiers. Lambda's rules: an error or an unreadable report
 * is all of them, a report that names an item the batch does not hold is all of them, an empty one is none.
 */
export const failedItems = (
  items: readonly string[],
  invocation: Invocation,
  reportsPartialFailures: boolean,
): ReadonlySet<string> => {
  if (!invocation.ok) return new Set(items)
  if (!reportsPartialFailures || invocation.result === null) return new Set()
  const report = reportSchema.safeParse(invocation.result)
  if (!report.success) return new Set(items)
  const named = (report.data.batchItemFailures ?? []).map(failure => failure.itemIdentifier)
  return new Set(named.every(name => items.includes(name)) ? named : items)
}

/** What to do with the records at the head of a stream after a try; `size` is how many to hand over next. */
export type StreamStep = { readonly done: number; readonly size: number; readonly retry: boolean }

/** Records are done up to the first failed one; a batch that failed whole is tried again, in halves if so set. */
export const nextStep = (options: {
  readonly items: readonly string[]
  readonly invocation: Invocation
  readonly partialFailures: boolean
  readonly bisect: boolean
  readonly fullSize: number
}): StreamStep => {
  const { items, invocation, partialFailures, bisect, fullSize } = options
  const failed = failedItems(items, invocation, partialFailures)
  const first = items.findIndex(item => failed.has(item))
  if (first === -1) return { done: items.length, size: fullSize, retry: false }
  if (first > 0) return { done: first, size: fullSize, retry: true }
  return { done: 0, size: bisect ? Math.ceil(items.length / 2) : fullSize, retry: true }
}
