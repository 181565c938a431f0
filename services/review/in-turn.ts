import type { EventName } from '#shared/contracts/names.ts'
import { done, type Fate, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from './deps.ts'

type Handler<N extends EventName> = (received: Received<N>, deps: Deps) => Promise<Fate>

/** Several use cases hang on one event: each must end before the next begins, and a retry repeats them all. */
export const inTurn =
  <N extends EventName>(...handlers: readonly Handler<N>[]): Handler<N> =>
  async (received, deps) => {
    let fate: Fate = done
    for (const handle of handlers) {
      fate = await handle(received, deps)
      if (fate.fate === 'retry' || fate.fate === 'dead-letter') return fate
    }
    return fate
  }
