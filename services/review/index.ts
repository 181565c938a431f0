import { KMSClient } from '@aws-sdk/client-kms'
import { kmsSigner } from '#shared/keys/signer.ts'
import { readEnv } from '#shared/service/env.ts'
import { baseDeps, serve } from '#shared/service/serve.ts'
import { reviewService } from './handlers.ts'

const env = readEnv(process.env)
const deps = { ...baseDeps(env), signer: kmsSigner(new KMSClient({}), env.SIGN_KEY_ID) }
export const { http, inbox, relay, clock } = serve(reviewService, deps, env)
