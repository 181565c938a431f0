import { readEnv } from '#shared/service/env.ts'
import { baseDeps, serve } from '#shared/service/serve.ts'
import { matchingService } from './handlers.ts'

const env = readEnv(process.env)

export const { http, inbox, relay, clock } = serve(matchingService, baseDeps(env), env)
