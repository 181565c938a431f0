import type { Sealer } from '#shared/keys/sealer.ts'
import type { BaseDeps } from '#shared/service/serve.ts'
import type { BankQueues } from './bank-queues.ts'

export type Deps = BaseDeps & {
  /** Opens the contact of an enterprise for the bank that took it on (H3). */
  readonly sealer: Pick<Sealer, 'open'>
  readonly bankQueues: BankQueues
}
