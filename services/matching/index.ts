import { readEnv } from '#shared/service/env.ts'
import { baseDeps, serve } from '#shared/service/serve.ts'
import { matchingService } from './handlers.ts'
import { loadSolver } from './solver.ts'

const env = readEnv(process.env)
const deps = { ...baseDeps(env), solver: loadSolver }

export const { http, inbox, relay, clock } = serve(matchingService, deps, env)
