import type { MiddlewareObj } from '@middy/core'
import type { Log } from './log.ts'

/** Says of each invocation how long it took and whether it failed; nothing of what was in it (H3). */
export const timed = (log: Log, door: string): MiddlewareObj => {
  const started = new WeakMap<object, number>()
  const took = (context: object) =>
    Math.round(performance.now() - (started.get(context) ?? performance.now()))
  return {
    before: ({ context }) => {
      started.set(context, performance.now())
    },
    after: ({ context }) => {
      log.info('调用完成', { door, ms: took(context) })
    },
    onError: ({ context, error }) => {
      log.error('调用失败', { door, ms: took(context), error: String(error) })
    },
  }
}
