import { marshall } from '@aws-sdk/util-dynamodb'
import type { Context, DynamoDBStreamEvent } from 'aws-lambda'
import type { Commit } from '#shared/commits/commit.ts'
import { testSealer } from '#shared/keys/testing.ts'
import { readEnv } from '#shared/service/env.ts'
import { serve } from '#shared/service/serve.ts'
import { startTestTable } from '#shared/testing/engine.ts'
import { type Claims, harness, silentLog } from '#shared/testing/harness.ts'
import { sqsBankQueues } from '../bank-queues.ts'
import type { Deps } from '../deps.ts'
import { bankGatewayService } from '../handlers.ts'
import { dispatched } from './referral.ts'
import { startTestQueues } from './sqs-engine.ts'
import { testWebhooks } from './webhooks.ts'

export const bank: Claims = { sub: 'bank-client', role: 'bank', region: '511702', bank: dispatched.bankId }
export const otherBank: Claims = { ...bank, sub: 'other-client', bank: 'other-bank' }
export const person = { legalRepresentative: '陈某甲', phone: '13800000001' }

/** A message as `receive` answers it. */
export type Message = {
  readonly receipt: string
  readonly receives: number
  readonly event: {
    readonly id: string
    readonly data: { readonly referralId: string; readonly bankId: string }
  }
}

const start = Date.parse('2026-03-31T02:00:00Z')

/** The whole service over real engines, driven as a bank and the other services would. */
export const startGateway = async () => {
  const [store, queues] = await Promise.all([startTestTable(), startTestQueues()])
  const sealer = testSealer()
  const sealed = await sealer.seal(JSON.stringify(person), dispatched.uscc)
  const time = { minutesAhead: 0 }
  const { woken, deliveries, webhooks } = testWebhooks()
  const deps: Deps = {
    table: store.table,
    sqs: queues.sqs,
    province: '51',
    clock: () => new Date(start + time.minutesAhead * 60_000).toISOString(),
    log: silentLog,
    sealer,
    bankQueues: sqsBankQueues(queues.sqs, 'rongxie-51-bank-'),
    deliveries,
    webhooks,
  }
  const http = harness(bankGatewayService, deps)
  const env = readEnv({ SERVICE: 'bank-gateway', PROVINCE: '51', TABLE_NAME: 'service-table' })
  const handlers = serve(bankGatewayService, deps, env)

  const pushed = (applicationId: string, bankId = dispatched.bankId) => ({
    ...dispatched,
    contact: { ...dispatched.contact, sealed },
    applicationId,
    bankId,
    referralId: `${applicationId}.${bankId}`,
  })

  /** The real relay over the commits of a referral, as the table's stream would hand them on. */
  const relay = async (referralId: string, keep: (commit: Commit) => boolean = () => true) => {
    const commits = (await store.table.read('referral', referralId)).filter(keep)
    const event = {
      Records: commits.map((commit, index) => ({
        eventName: 'INSERT',
        dynamodb: { SequenceNumber: String(index + 1), NewImage: marshall(http.commitItem(commit)) },
      })),
    } as DynamoDBStreamEvent
    return await handlers.relay(event, {} as Context)
  }

  const receive = async (as: Claims, body: object = {}) =>
    await http.call(as, 'POST', '/bank/v1/referrals/receive', body)

  const acknowledge = async (as: Claims, receipts: readonly string[]) =>
    await http.call(as, 'POST', '/bank/v1/referrals/acknowledge', { receipts })

  return {
    http,
    deps,
    store,
    sealed,
    time,
    /** Whom the delivering function was asked to look after. */
    woken,
    pushed,
    relay,
    receive,
    acknowledge,
    /** Dispatched, taken in, and offered in the bank's queue. */
    push: async (applicationId: string, bankId?: string): Promise<string> => {
      const data = pushed(applicationId, bankId)
      const fate = await http.receive('referral-dispatched.v1', data, `plan#${data.referralId}@2.0`)
      const { batchItemFailures } = await relay(data.referralId)
      if (fate.fate !== 'done' || batchItemFailures.length > 0) throw new Error('the push did not arrive')
      return data.referralId
    },
    feed: async (referralId: string, body: object, key?: string, as = bank) =>
      await http.call(as, 'POST', `/bank/v1/referrals/${referralId}/feedback`, body, key),
    /** Takes and acknowledges whatever lies in the bank's queue. */
    drain: async (as: Claims): Promise<void> => {
      const messages: readonly Message[] = (await receive(as)).body.messages
      const receipts = messages.map(message => message.receipt)
      if (receipts.length > 0) await acknowledge(as, receipts)
    },
    stop: async (): Promise<void> => {
      await Promise.all([store.stop(), queues.stop()])
    },
  }
}

export type Gateway = Awaited<ReturnType<typeof startGateway>>
