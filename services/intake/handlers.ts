import type { Service } from '#shared/service/serve.ts'
import { schedules } from './clock.ts'
import type { Deps } from './deps.ts'
import { bankDirectory } from './domain/bank.ts'
import { entityDefinition } from './domain/entity.ts'
import { leftOuts } from './domain/left-out.ts'
import { leftOutViews } from './domain/left-out-views.ts'
import { policyBook } from './domain/policy.ts'
import { refusals } from './domain/refusals.ts'
import { entityViews } from './domain/views.ts'
import { endpoints } from './http.ts'
import { handlers } from './inbox.ts'
import { service } from './service.ts'
import { importDefinition, importViews } from './use-cases/import-file/import.ts'

export const intakeService: Service<Deps> = {
  declaration: service,
  endpoints,
  refusals,
  handlers,
  schedules,
  aggregates: [
    { definition: entityDefinition, viewsOf: entityViews },
    { definition: importDefinition, viewsOf: importViews },
    { definition: bankDirectory, viewsOf: () => [] },
    { definition: leftOuts, viewsOf: leftOutViews },
    { definition: policyBook, viewsOf: () => [] },
  ],
}
