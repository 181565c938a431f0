import type { BaseDeps } from '#shared/service/serve.ts'
import type { Count } from './counting.ts'

export type Deps = BaseDeps & {
  /** Writes what an event says of an enterprise, with the figures that it moves. */
  readonly count: Count
  /** OIDC issuer at which the console signs in; empty when the province has none for people. */
  readonly issuer: string
  /** A file that stands beside the bundle; undefined when it is not there. */
  readonly readFile: (fileName: string) => Promise<string | undefined>
}
