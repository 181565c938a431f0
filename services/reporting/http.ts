import * as z from 'zod'
import { type Endpoint, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from './deps.ts'
import { service } from './service.ts'
import { readFunnel } from './use-cases/read-funnel/query.ts'
import { funnelQuerySchema, funnelSchema } from './use-cases/read-funnel/schema.ts'
import { readWarnings } from './use-cases/read-warnings/query.ts'
import { warningsQuerySchema, warningsSchema } from './use-cases/read-warnings/schema.ts'
import { consoleFiles, docsFiles } from './use-cases/serve-file/pages.ts'
import { serveConfig, serveFile } from './use-cases/serve-file/query.ts'

const { routes } = service
const fileParams = z.strictObject({ file: z.string().describe('文件名') })
const oneOf = (files: readonly string[], file: string, deps: Deps) =>
  files.includes(file) ? serveFile(file, deps) : Promise.resolve(notFound(`文件 ${file}`))

export const endpoints: readonly Endpoint<Deps>[] = [
  endpoint<Deps>()(routes.funnel, { query: funnelQuerySchema, result: funnelSchema, run: readFunnel }),
  endpoint<Deps>()(routes.warnings, {
    query: warningsQuerySchema,
    result: warningsSchema,
    run: readWarnings,
  }),
  endpoint<Deps>()(routes.console, { run: (_, deps) => serveFile('console.html', deps) }),
  endpoint<Deps>()(routes.consoleFile, {
    params: fileParams,
    run: async ({ params: { file } }, deps) =>
      file === 'config.json' ? serveConfig(deps) : await oneOf(consoleFiles, file, deps),
  }),
  endpoint<Deps>()(routes.docs, { run: (_, deps) => serveFile('docs.html', deps) }),
  endpoint<Deps>()(routes.docsFile, {
    params: fileParams,
    run: ({ params: { file } }, deps) => oneOf(docsFiles, file, deps),
  }),
  endpoint<Deps>()(routes.openapi, { run: (_, deps) => serveFile('openapi.json', deps) }),
]
