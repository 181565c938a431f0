import type { Sealer } from '#shared/keys/sealer.ts'
import type { BaseDeps } from '#shared/service/serve.ts'
import type { BankQueues } from './bank-queues.ts'
import type { Deliveries } from './webhooks/deliveries.ts'
import type { MessageSigner } from './webhooks/kms-signer.ts'
import type { Post } from './webhooks/post.ts'

export type Deps = BaseDeps & {
  /** Opens the contact of an enterprise for the bank that took it on (H3), and keeps the secrets of webhooks. */
  readonly sealer: Sealer
  readonly bankQueues: BankQueues
  readonly deliveries: Deliveries
  readonly webhooks: {
    readonly post: Post
    readonly signer: MessageSigner
    /** http://127.0.0.1 may be registered: on a laptop alone. */
    readonly loopback: boolean
  }
}
