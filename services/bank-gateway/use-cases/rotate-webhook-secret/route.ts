import * as z from 'zod'
import { execute, load } from '#shared/commits/execute.ts'
import { answer, answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { webhook } from '../../domain/webhook.ts'
import { withSecretSchema } from '../../domain/webhook-standing.ts'
import { service } from '../../service.ts'
import { newSecret, sealSecret } from '../../webhooks/secret.ts'
import { secretOf } from '../../webhooks/secret-answer.ts'
import { rotateSecret } from './decide.ts'

const body = z.strictObject({
  overlapHours: z
    .int()
    .min(0)
    .max(168)
    .default(24)
    .describe('新旧密钥同时签名的小时数，0 至 168，默认 24；0 为旧密钥立即失效（如已泄露）'),
})

/** The bank changes its secret without losing a message (E3). */
export const rotateWebhookSecret = endpoint<Deps>()(service.routes.rotateWebhookSecret, {
  body,
  result: withSecretSchema,
  run: async ({ caller, cause, body, now }, deps) => {
    const { bank: bankId = '' } = caller
    const fresh = await sealSecret(deps.sealer, bankId, newSecret())
    const execution = await execute(deps.table, webhook, {
      id: bankId,
      cause,
      actor: caller,
      now,
      decide: state => rotateSecret(state, body.overlapHours, fresh, now),
    })
    if (execution.kind !== 'done') return answerOf(execution)
    const { standing, minted } = execution.result
    const { state } = await load(deps.table, webhook, bankId)
    const secret = await secretOf(deps.sealer, bankId, state, minted)
    return answer({ ...standing, ...(secret ? { secret } : {}) })
  },
})
