import { type DocumentedService, openApiOf } from '#shared/http/openapi.ts'
import { bankGatewayService } from '../../services/bank-gateway/handlers.ts'
import { intakeService } from '../../services/intake/handlers.ts'
import { matchingService } from '../../services/matching/handlers.ts'
import { reportingService } from '../../services/reporting/handlers.ts'
import { reviewService } from '../../services/review/handlers.ts'

const services = [intakeService, reviewService, matchingService, bankGatewayService, reportingService]

/** OpenAPI 3.1 of the whole API, in the order an application takes. */
export const openApi = (): unknown =>
  openApiOf(
    services.map(
      ({ declaration: { title }, endpoints, refusals }): DocumentedService => ({
        title,
        endpoints,
        refusals,
      }),
    ),
  )
