import type { EventName } from '#shared/contracts/names.ts'
import type { ServiceName } from '#shared/service/declaration.ts'
import { service as bankGateway } from '../services/bank-gateway/service.ts'
import { service as intake } from '../services/intake/service.ts'
import { service as matching } from '../services/matching/service.ts'
import { service as reporting } from '../services/reporting/service.ts'
import { service as review } from '../services/review/service.ts'
import * as flow from './flow.ts'

/** The map: every service there is. */
export const declarations = [intake, review, matching, bankGateway, reporting] as const

export const subscribersOf = (event: EventName): readonly ServiceName[] =>
  flow.subscribersOf(declarations, event)
