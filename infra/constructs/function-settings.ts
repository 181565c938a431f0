import type { ServiceDeclaration } from '#shared/service/declaration.ts'
import { consumes } from '../flow.ts'
import type { FunctionKind } from './names.ts'

/** Seconds; the HTTP API gives up after 30. */
export const timeouts = { http: 29, inbox: 30, relay: 30, clock: 60 } as const satisfies Record<
  FunctionKind,
  number
>

export const memoryMb = 512

/** The functions a service has: an inbox when it consumes, a clock when it has a schedule. */
export const functionKindsOf = (service: ServiceDeclaration): readonly FunctionKind[] => [
  ...(Object.keys(service.routes).length > 0 ? (['http'] as const) : []),
  ...(consumes(service) ? (['inbox'] as const) : []),
  'relay',
  ...(Object.keys(service.schedules).length > 0 ? (['clock'] as const) : []),
]
