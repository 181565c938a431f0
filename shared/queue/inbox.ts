import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import type { Actor, Cause } from '#shared/commits/commit.ts'
import { Contention, type Execution, tooLarge } from '#shared/commits/execute.ts'
import { type Envelope, type EventData, envelopeSchema, eventContracts } from '#shared/contracts/events.ts'
import { type EventName, eventNameOf } from '#shared/contracts/names.ts'
import { fingerprintOf } from '#shared/domain/canonical.ts'
import type { Log } from '#shared/observability/log.ts'

/** How a message ended. `retry` comes back after a while; `dead-letter` cannot be handled by this code at all. */
export type Fate =
  | { readonly fate: 'done' }
  | { readonly fate: 'refused'; readonly code: string }
  | { readonly fate: 'retry'; readonly why: string }
  | { readonly fate: 'dead-letter'; readonly why: string }

export const done: Fate = { fate: 'done' }

/** What a handler is given: the event, and cause and actor for the commit that it leads to. */
export type Received<N extends EventName> = {
  readonly name: N
  readonly data: EventData<N>
  readonly envelope: Envelope
  readonly cause: Cause
  readonly actor: Actor
}

export type EventHandlers<D> = {
  readonly [N in EventName]?: (received: Received<N>, deps: D) => Promise<Fate>
}

export type Inbox<D> = {
  readonly service: string
  readonly province: string
  readonly handlers: EventHandlers<D>
  readonly deps: D
  /** Asks the queue to show a message again after so many seconds. */
  readonly showAgainAfter: (receiptHandle: string, seconds: number) => Promise<void>
  readonly log: Log
  /** How long one message may take; absent: almost as long as the function. */
  readonly mostMs?: number
}

/** The fate that follows from an execution: a refusal is recorded and ends the message, a gap asks for redelivery. */
export const fateOf = (execution: Execution<unknown>): Fate => {
  if (execution.kind === 'done') return done
  // No business rule refused it: somebody must look at what could not be kept.
  if (execution.kind === 'refused' && execution.refusal.code === tooLarge.code)
    return { fate: 'dead-letter', why: tooLarge.detail }
  return execution.kind === 'refused'
    ? { fate: 'refused', code: execution.refusal.code }
    : { fate: 'retry', why: `尚未收到 ${execution.waitingFor}` }
}

const deadLetter = (why: string): Fate => ({ fate: 'dead-letter', why })

const parseBody = (body: string): Envelope | undefined => {
  try {
    return envelopeSchema.safeParse(JSON.parse(body)).data
  } catch {
    return undefined
  }
}

const handle = async <D>(inbox: Inbox<D>, record: SQSRecord): Promise<Fate> => {
  const envelope = parseBody(record.body)
  if (!envelope) return deadLetter('不是本产品的事件信封')
  const name = eventNameOf(envelope.type)
  const handler = name && inbox.handlers[name]
  if (!name || !handler) return deadLetter(`没有处理 ${envelope.type} 的用例`)
  const data = eventContracts[name].safeParse(envelope.data)
  if (!data.success) return deadLetter(`${name} 的内容不符合契约`)
  const received = {
    name,
    data: data.data,
    envelope,
    cause: { key: `event:${envelope.id}`, fingerprint: fingerprintOf(envelope.data) },
    actor: {
      sub: `system:${inbox.service}`,
      org: 'system',
      role: 'system',
      region: `${inbox.province}0000`,
    },
  }
  // The name picks handler and contract together; the compiler cannot follow the pair through the lookup.
  return await (handler as (received: unknown, deps: D) => Promise<Fate>)(received, inbox.deps)
}

/** A gap may close, so it waits longer each time; what cannot be handled goes to the dead letters without delay. */
const backOffSeconds = (record: SQSRecord, fate: Fate['fate']): number =>
  fate === 'dead-letter' ? 1 : Math.min(2 ** Number(record.attributes.ApproximateReceiveCount), 300)

/** Less than the function's thirty seconds: a message cut off there would use up a try of each of its neighbours. */
const mostMs = 25_000

const settle = async <D>(inbox: Inbox<D>, record: SQSRecord): Promise<Fate> => {
  const limit = inbox.mostMs ?? mostMs
  let bell: NodeJS.Timeout | undefined
  const late = new Promise<Fate>(resolve => {
    bell = setTimeout(() => resolve({ fate: 'retry', why: `处理超过 ${limit} 毫秒` }), limit)
  })
  try {
    return await Promise.race([handle(inbox, record), late])
  } catch (error) {
    return {
      fate: 'retry',
      why: error instanceof Contention ? error.message : `处理时出错：${String(error)}`,
    }
  } finally {
    clearTimeout(bell)
  }
}

/** Each message ends in exactly one fate; only those to be redelivered are named in the answer, so none sinks its neighbours. */
export const inboxHandler =
  <D>(inbox: Inbox<D>) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const fates = await Promise.all(
      event.Records.map(async record => {
        const fate = await settle(inbox, record)
        if (fate.fate === 'refused') inbox.log.info('事件被业务规则拒绝，已记录', { code: fate.code })
        if (fate.fate === 'retry' || fate.fate === 'dead-letter') {
          inbox.log.warn('消息未处理', {
            fate: fate.fate,
            why: fate.why,
            messageId: record.messageId,
            receives: record.attributes.ApproximateReceiveCount,
          })
          await inbox
            .showAgainAfter(record.receiptHandle, backOffSeconds(record, fate.fate))
            .catch(() => undefined)
        }
        return { record, fate }
      }),
    )
    return {
      batchItemFailures: fates
        .filter(({ fate }) => fate.fate === 'retry' || fate.fate === 'dead-letter')
        .map(({ record }) => ({ itemIdentifier: record.messageId })),
    }
  }
