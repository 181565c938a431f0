import type { BaseDeps } from '#shared/service/serve.ts'

export type Deps = BaseDeps
