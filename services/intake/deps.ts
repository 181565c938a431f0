import type { Sealer } from '#shared/keys/sealer.ts'
import type { BaseDeps } from '#shared/service/serve.ts'
import type { ObjectStore } from './objects.ts'

export type Deps = BaseDeps & {
  /** Only ever seals: this service cannot read back a contact it has stored (H3). */
  readonly sealer: Pick<Sealer, 'seal'>
  readonly objects: ObjectStore
}
