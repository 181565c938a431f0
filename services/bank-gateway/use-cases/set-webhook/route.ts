import * as z from 'zod'
import { execute, load } from '#shared/commits/execute.ts'
import { answer, answerOf, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { webhook } from '../../domain/webhook.ts'
import { signingSchema, withSecretSchema } from '../../domain/webhook-standing.ts'
import { service } from '../../service.ts'
import { urlFault } from '../../webhooks/address.ts'
import { newSecret, sealSecret } from '../../webhooks/secret.ts'
import { offeredSignings, secretOf } from '../../webhooks/secret-answer.ts'
import { setWebhook } from './decide.ts'

const body = z.strictObject({
  url: z.string().min(1).max(500).describe('接收地址：公网 https 网址，不超过 500 个字符'),
  signing: signingSchema.default('symmetric'),
  paused: z.boolean().default(false).describe('true 为暂停投递，消息留在本行队列中'),
})

/** One webhook a bank; the same again changes nothing and shows no secret (E3). */
export const setWebhookOfBank = endpoint<Deps>()(service.routes.setWebhook, {
  body,
  result: withSecretSchema,
  run: async ({ caller, cause, body, now }, deps) => {
    const { bank: bankId = '' } = caller
    const fault = urlFault(body.url, deps.webhooks.loopback)
    if (fault)
      return refused({
        code: 'webhook-url-refused',
        detail: `url ${fault}。`,
        errors: [{ pointer: '/url', code: 'not-public', detail: fault }],
      })
    const offered = await offeredSignings(deps.webhooks.signer)
    const made = newSecret()
    const fresh = await sealSecret(deps.sealer, bankId, made)
    const execution = await execute(deps.table, webhook, {
      id: bankId,
      cause,
      actor: caller,
      now,
      decide: state => setWebhook(state, body, { fresh, offered, now }),
    })
    if (execution.kind !== 'done') return answerOf(execution)
    const { standing, minted } = execution.result
    const { state } = await load(deps.table, webhook, bankId)
    const secret = await secretOf(deps.sealer, bankId, state, minted)
    return answer({ ...standing, ...(secret ? { secret } : {}) })
  },
})
