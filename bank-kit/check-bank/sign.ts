import { createHmac, randomUUID } from 'node:crypto'

export type Webhook = {
  readonly id: string
  readonly timestamp: number
  readonly body: Buffer
  readonly signature: string
}

const hmac = (secret: string, signed: Buffer): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(signed)
    .digest('base64')}`

/** A call as the platform makes it (Standard Webhooks). */
export const webhookOf = (
  secret: string,
  body: Buffer,
  { id = `kit#${randomUUID()}@1.0`, at = Date.now() }: { readonly id?: string; readonly at?: number } = {},
): Webhook => {
  const timestamp = Math.floor(at / 1000)
  return {
    id,
    timestamp,
    body,
    signature: hmac(secret, Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body])),
  }
}

/** A push as it stands on the queue, of an enterprise that does not exist. */
export const sampleEvent = (
  id: string,
  type = 'cn.rongxie.bank-gateway.referral-offered.v1',
  note?: string,
) =>
  Buffer.from(
    JSON.stringify({
      specversion: '1.0',
      id,
      source: '/provinces/51/bank-gateway',
      type,
      subject: 'referral/RF-TEST-1',
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      sequence: 1,
      data: {
        referralId: 'RF-TEST-1',
        applicationId: 'APP-TEST-1',
        name: '联调测试商贸有限公司（虚构）',
        demand: { amountFen: 50_000_000, termMonths: 12, purpose: '采购货物', loanKind: 'working-capital' },
        ...(note === undefined ? {} : { note }),
      },
    }),
  )
