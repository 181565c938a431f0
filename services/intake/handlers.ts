import type { Service } from '#shared/service/serve.ts'
import type { Deps } from './deps.ts'
import { bankDirectory } from './domain/bank.ts'
import { entityDefinition } from './domain/entity.ts'
import { refusals } from './domain/refusals.ts'
import { entityViews } from './domain/views.ts'
import { endpoints } from './http.ts'
import { handlers } from './inbox.ts'
import { service } from './service.ts'

export const intakeService: Service<Deps> = {
  declaration: service,
  endpoints,
  refusals,
  handlers,
  schedules: {},
  aggregates: [
    { definition: entityDefinition, viewsOf: entityViews },
    { definition: bankDirectory, viewsOf: () => [] },
  ],
}
