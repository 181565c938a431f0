import type { EventName, ServiceName } from '#shared/contracts/names.ts'
import type { Permission } from './permissions.ts'

export type { ServiceName }

/** One HTTP route; `path` is the public path with `{name}` parameters, as in OpenAPI. */
export type RouteDeclaration = {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  /** `public` routes carry no data of any entity: documents and the shell of the console. */
  readonly permission: Permission | 'public'
  /** Chinese, shown in the API documents. */
  readonly title: string
}

/** A clock of the service: `every` in minutes. */
export type ScheduleDeclaration = { readonly everyMinutes: number; readonly why: string }

/** What a service says of itself; infrastructure, local runtime, documents and type tests all read this. */
export type ServiceDeclaration = {
  readonly name: ServiceName
  /** Chinese name. */
  readonly title: string
  /** One English sentence for the generated documents. */
  readonly purpose: string
  /** Events this service publishes: who else may consume them is computed, never written twice. */
  readonly publishes: readonly EventName[]
  /** Events this service consumes and why, in a sentence that stands on the generated page. */
  readonly consumes: { readonly [E in EventName]?: string }
  readonly routes: { readonly [key: string]: RouteDeclaration }
  readonly schedules: { readonly [key: string]: ScheduleDeclaration }
  /** KMS keys the service owns or uses: `fields` seals personal data and secrets, `sign-off` signs lists, `webhook` what is brought to banks. */
  readonly keys: {
    readonly [use in 'fields' | 'sign-off' | 'webhook']?: readonly ('seal' | 'open' | 'sign')[]
  }
  /** True for the one service that keeps a queue for each bank. */
  readonly bankQueues: boolean
  /** The service brings messages to addresses outside by a function of its own, one receiver at a time. */
  readonly deliveries?: true
  /** Files served by the http function, copied beside its bundle (module path → file name). */
  readonly assets: { readonly [fileName: string]: string }
}
