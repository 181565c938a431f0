/** So long a batch is its caller's own: most are pushed by then, and the event need not read every plan after them. */
const patienceMs = 2_000

/**
 * D1: whether whoever began the batch is likely still at it. Counted from the request, so that a batch that was long in
 * the choosing, or is long in the pushing, gets the event's help from its other end.
 */
export const isCallersOwn = (begunAt: string, now: string): boolean =>
  Date.parse(now) - Date.parse(begunAt) < patienceMs
