import type { Bank, Json } from './client.ts'

/** A CloudEvent as the bank finds it, in its queue or at its webhook. */
export type CloudEvent = {
  readonly specversion: string
  readonly id: string
  readonly source: string
  readonly type: string
  readonly subject: string
  readonly time: string
  readonly data: Json & { readonly referralId?: string }
}

export type Message = { readonly receipt: string; readonly event: CloudEvent; readonly receives: number }

export const feedbackPath = (referralId: string): string =>
  `/bank/v1/referrals/${encodeURIComponent(referralId)}/feedback`
export const referralPath = (referralId: string): string =>
  `/bank/v1/referrals/${encodeURIComponent(referralId)}`

/** Event types end in `.<name>.v<n>`. */
export const isAbout = (event: CloudEvent, name: string): boolean => event.type.includes(name)

export const receive = async (
  bank: Bank,
  asked: { readonly max?: number; readonly waitSeconds?: number; readonly visibilitySeconds?: number },
): Promise<readonly Message[]> => {
  const reply = await bank.post('/bank/v1/referrals/receive', asked)
  if (reply.status !== 200) throw new Error(`领取失败（${reply.status}）：${reply.text.slice(0, 300)}`)
  return reply.body['messages'] as readonly Message[]
}

export type Acknowledged = {
  readonly receipt: string
  readonly acknowledged: boolean
  readonly detail?: string
}

export const acknowledge = async (
  bank: Bank,
  receipts: readonly string[],
): Promise<readonly Acknowledged[]> => {
  const reply = await bank.post('/bank/v1/referrals/acknowledge', { receipts })
  if (reply.status !== 200) throw new Error(`确认失败（${reply.status}）：${reply.text.slice(0, 300)}`)
  return reply.body['results'] as readonly Acknowledged[]
}

export type Extended = { readonly receipt: string; readonly extended: boolean; readonly newReceipt?: string }

export const extend = async (
  bank: Bank,
  receipts: readonly string[],
  visibilitySeconds: number,
): Promise<readonly Extended[]> => {
  const reply = await bank.post('/bank/v1/referrals/extend', { receipts, visibilitySeconds })
  if (reply.status !== 200) throw new Error(`延长失败（${reply.status}）：${reply.text.slice(0, 300)}`)
  return reply.body['results'] as readonly Extended[]
}

/** The whole ledger, page by page. */
export const ledgerOf = async (bank: Bank): Promise<readonly Json[]> => {
  const rows: Json[] = []
  for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
    const page = await bank.get(
      `/bank/v1/referrals?limit=100${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    )
    if (page.status !== 200) throw new Error(`台账查询失败（${page.status}）：${page.text.slice(0, 300)}`)
    rows.push(...(page.body['items'] as readonly Json[]))
    cursor = page.body['nextCursor'] as string | undefined
  }
  return rows
}

/** The platform names the bank a token speaks for; another than the one meant would lose messages from its queue. */
export const onBehalfOf = async (bank: Bank, bankId: string): Promise<void> => {
  const { body } = await bank.get('/bank/v1/referrals?limit=1')
  const own = (body['recipientMark'] as Json | undefined)?.['bankId']
  if (typeof own === 'string' && own !== bankId)
    throw new Error(`令牌属于银行 ${own}，与 --bank ${bankId} 不符：请核对 --bank 与 --client。`)
}
