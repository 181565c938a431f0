import { KMSClient } from '@aws-sdk/client-kms'
import { kmsSealer } from '#shared/keys/sealer.ts'
import { readEnv } from '#shared/service/env.ts'
import { baseDeps, serve } from '#shared/service/serve.ts'
import { intakeService } from './handlers.ts'

const env = readEnv(process.env)
const deps = { ...baseDeps(env), sealer: kmsSealer(new KMSClient({}), env.FIELD_KEY_ID) }
export const { http, inbox, relay } = serve(intakeService, deps, env)
