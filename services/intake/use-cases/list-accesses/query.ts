import { accessRecords } from '#shared/http/access-records.ts'
import type { Deps } from '../../deps.ts'
import { service } from '../../service.ts'

/** Looks at an entity through intake; the other services answer for their own (H2, H4). */
export const listAccesses = accessRecords<Deps>(service.routes.listAccesses)
