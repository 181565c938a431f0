import type { BaseDeps } from '#shared/service/serve.ts'
import type { Solve } from './domain/choose-optimally.ts'

export type Deps = BaseDeps & { readonly solver: () => Promise<Solve> }
