import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { webhook } from '../../domain/webhook.ts'
import { webhookStandingSchema } from '../../domain/webhook-standing.ts'
import { service } from '../../service.ts'
import { ownerOf } from '../../webhooks/owner.ts'
import { enableWebhook } from './decide.ts'

/** Switched off after five days, switched on by the bank (E3). */
export const enableWebhookOfBank = endpoint<Deps>()(service.routes.enableWebhook, {
  body: z.strictObject({}).describe('无须内容，提交 {}'),
  result: webhookStandingSchema,
  run: async ({ caller, cause, now }, deps) => {
    const { bank: bankId = '' } = caller
    const owner = await ownerOf(deps.table, bankId)
    return answerOf(
      await execute(deps.table, webhook, {
        id: bankId,
        cause,
        actor: caller,
        now,
        decide: state => enableWebhook(state, owner, now),
      }),
    )
  },
})
