import type { BaseDeps } from '#shared/service/serve.ts'

export type Deps = BaseDeps & {
  /** OIDC issuer at which the console signs in; empty when the province has none for people. */
  readonly issuer: string
  /** A file that stands beside the bundle; undefined when it is not there. */
  readonly readFile: (fileName: string) => Promise<string | undefined>
}
