import type { ServiceDeclaration } from '#shared/service/declaration.ts'
import { consumes } from '../flow.ts'
import { usesImports } from './import-bucket.ts'
import type { FunctionKind } from './names.ts'

/** Seconds; the HTTP API gives up after 30. */
export const timeouts = { http: 29, inbox: 30, relay: 30, clock: 60, deliver: 60 } as const satisfies Record<
  FunctionKind,
  number
>

/** CPU comes with memory: the rows of a large file want a whole core, though not its memory. */
export const memoryMbOf = (service: ServiceDeclaration, kind: FunctionKind): number =>
  kind === 'clock' && usesImports(service, kind) ? 1769 : 512

/** The functions a service has: an inbox when it consumes, a clock when it has a schedule, a deliverer when it says so. */
export const functionKindsOf = (service: ServiceDeclaration): readonly FunctionKind[] => [
  ...(Object.keys(service.routes).length > 0 ? (['http'] as const) : []),
  ...(consumes(service) ? (['inbox'] as const) : []),
  'relay',
  ...(Object.keys(service.schedules).length > 0 ? (['clock'] as const) : []),
  ...(service.deliveries ? (['deliver'] as const) : []),
]
