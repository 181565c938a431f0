import { KMSClient } from '@aws-sdk/client-kms'
import { kmsSealer } from '#shared/keys/sealer.ts'
import { readEnv } from '#shared/service/env.ts'
import { baseDeps, serve } from '#shared/service/serve.ts'
import { sqsBankQueues } from './bank-queues.ts'
import { bankGatewayService } from './handlers.ts'

const env = readEnv(process.env)
const base = baseDeps(env)
const sealer = kmsSealer(new KMSClient({}), env.FIELD_KEY_ID)
const deps = { ...base, sealer, bankQueues: sqsBankQueues(base.sqs, env.BANK_QUEUE_PREFIX) }
export const { http, inbox, relay, clock } = serve(bankGatewayService, deps, env)
