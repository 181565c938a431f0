import type { Service } from '#shared/service/serve.ts'
import type { Deps } from './deps.ts'
import { bankDefinition, bankViews } from './domain/bank.ts'
import { refusals } from './domain/refusals.ts'
import { watchDefinition, watchViews } from './domain/watch.ts'
import { endpoints } from './http.ts'
import { handlers } from './inbox.ts'
import { service } from './service.ts'

export const reportingService: Service<Deps> = {
  declaration: service,
  endpoints,
  refusals,
  handlers,
  schedules: {},
  aggregates: [
    { definition: bankDefinition, viewsOf: bankViews },
    { definition: watchDefinition, viewsOf: watchViews },
  ],
}
