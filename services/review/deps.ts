import type { Signer } from '#shared/keys/signer.ts'
import type { BaseDeps } from '#shared/service/serve.ts'

/** The signer holds the key that stands for the convener's seal (C4). */
export type Deps = BaseDeps & { readonly signer: Signer }
