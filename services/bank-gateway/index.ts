import { KMSClient } from '@aws-sdk/client-kms'
import { kmsSealer } from '#shared/keys/sealer.ts'
import { readEnv } from '#shared/service/env.ts'
import { baseDeps, serve } from '#shared/service/serve.ts'
import { sqsBankQueues } from './bank-queues.ts'
import { bankGatewayService } from './handlers.ts'
import { sqsDeliveries } from './webhooks/deliveries.ts'
import { kmsMessageSigner } from './webhooks/kms-signer.ts'
import { webhookPost } from './webhooks/post.ts'

const env = readEnv(process.env)
const base = baseDeps(env)
const kms = new KMSClient({})
const loopback = env.WEBHOOK_LOOPBACK === 'allowed'
const deps = {
  ...base,
  sealer: kmsSealer(kms, env.FIELD_KEY_ID),
  bankQueues: sqsBankQueues(base.sqs, env.BANK_QUEUE_PREFIX),
  deliveries: sqsDeliveries(base.sqs, env.DELIVERIES_URL),
  webhooks: {
    post: webhookPost({ loopback }),
    signer: kmsMessageSigner(kms, env.WEBHOOK_KEY_ID),
    loopback,
  },
}
export const { http, inbox, relay, clock, deliver } = serve(bankGatewayService, deps, env)
