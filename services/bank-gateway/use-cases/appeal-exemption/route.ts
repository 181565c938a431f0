import { appealSchema } from '../../domain/exemption.ts'
import { service } from '../../service.ts'
import { exemptionEndpoint } from '../exemption-route.ts'
import { appealExemption } from './decide.ts'

/** An officer’s appeal against a finding, and its answer (E8). */
export const appealExemptionOfReferral = exemptionEndpoint(
  service.routes.appealExemption,
  appealSchema,
  appealExemption,
)
