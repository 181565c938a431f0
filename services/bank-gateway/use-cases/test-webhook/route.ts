import * as z from 'zod'
import { load } from '#shared/commits/execute.ts'
import type { Envelope } from '#shared/contracts/events.ts'
import { answer, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { webhook } from '../../domain/webhook.ts'
import { judge } from '../../domain/webhook-retry.ts'
import { service } from '../../service.ts'
import { notSet } from '../../webhooks/not-set.ts'
import { headersBy } from '../../webhooks/sign.ts'

const result = z.object({
  delivered: z.boolean().describe('对方是否以 2xx 答复'),
  webhookId: z.string().describe('所发 ping 的 webhook-id'),
  status: z.int().optional().describe('对方答复的状态码；没有答复时无此项'),
  ms: z.int().describe('用时，单位：毫秒'),
  problem: z.string().optional().describe('未送达的原因'),
})

const pingOf = (province: string, bankId: string, now: string): Envelope => ({
  specversion: '1.0',
  id: `ping#${bankId}@${Date.parse(now)}.0`,
  source: `/provinces/${province}/bank-gateway`,
  type: 'cn.rongxie.bank-gateway.ping.v1',
  subject: `bank/${bankId}`,
  time: now,
  datacontenttype: 'application/json',
  sequence: 1,
  data: { bankId },
})

/** Sends one ping now, signed and guarded like every message, and says what came of it; also while paused or disabled. */
export const testWebhook = endpoint<Deps>()(service.routes.testWebhook, {
  body: z.strictObject({}).describe('无须内容，提交 {}'),
  result,
  keyless: true,
  run: async ({ caller, now }, deps) => {
    const { bank: bankId = '' } = caller
    const { state } = await load(deps.table, webhook, bankId)
    if (state.status === 'none') return notSet
    const ping = pingOf(deps.province, bankId, now)
    const text = JSON.stringify(ping)
    const { signer, post } = deps.webhooks
    const headersOf = headersBy({ sealer: deps.sealer, signer }, bankId, state, now)
    const headers = await headersOf({ id: ping.id, body: text, now })
    const outcome = await post({ url: state.url, headers, body: text })
    const verdict = judge(outcome, 1, now)
    return answer({
      delivered: verdict.kind === 'delivered',
      webhookId: ping.id,
      ...('status' in outcome ? { status: outcome.status } : {}),
      ms: outcome.ms,
      ...(verdict.kind === 'failed' ? { problem: verdict.problem } : {}),
    })
  },
})
