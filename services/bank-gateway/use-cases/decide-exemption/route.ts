import { findingSchema } from '../../domain/exemption.ts'
import { service } from '../../service.ts'
import { exemptionEndpoint } from '../exemption-route.ts'
import { decideExemption } from './decide.ts'

/** The bank records a finding on due diligence (E8). */
export const decideExemptionOfReferral = exemptionEndpoint(
  service.routes.decideExemption,
  findingSchema,
  decideExemption,
)
