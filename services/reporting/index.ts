import { readEnv } from '#shared/service/env.ts'
import { baseDeps, serve } from '#shared/service/serve.ts'
import { counting } from './counting.ts'
import { readIssuer } from './env.ts'
import { filesBeside } from './files.ts'
import { reportingService } from './handlers.ts'

const env = readEnv(process.env)
const base = baseDeps(env)
const deps = {
  ...base,
  count: counting(base.table),
  issuer: readIssuer(process.env),
  readFile: filesBeside(import.meta.url),
}
export const { http, inbox, relay, clock } = serve(reportingService, deps, env)
