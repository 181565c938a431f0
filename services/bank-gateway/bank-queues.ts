import {
  ChangeMessageVisibilityBatchCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import type { Envelope } from '#shared/contracts/events.ts'
import { bankIdSchema } from '#shared/contracts/vocabulary.ts'
import { sendAll } from '#shared/queue/send.ts'
import { type Admission, admitTo } from './queue-access.ts'

type ReceiveOptions = {
  readonly max: number
  readonly waitSeconds: number
  readonly visibilitySeconds: number
}

/** A message as the queue shows it; `handle` stands for this one showing of it. */
export type Shown = { readonly handle: string; readonly body: string; readonly receives: number }

/** One queue and one dead-letter queue a bank (E3). */
export type BankQueues = {
  /** Makes both queues, or brings their settings up to date; safe to repeat. */
  readonly ensure: (bankId: string) => Promise<string>
  readonly urlOf: (bankId: string) => Promise<string | undefined>
  /** Lets this AWS principal alone read the bank's queue directly, or nobody; a bank without a queue is passed over. */
  readonly admit: (bankId: string, principal: string | undefined) => Promise<Admission>
  readonly receive: (bankId: string, options: ReceiveOptions) => Promise<readonly Shown[]>
  /** True for each handle whose message the queue has let go. */
  readonly acknowledge: (bankId: string, handles: readonly string[]) => Promise<readonly boolean[]>
  /** True for each handle whose message stays hidden for so many seconds from now. */
  readonly extend: (
    bankId: string,
    handles: readonly string[],
    visibilitySeconds: number,
  ) => Promise<readonly boolean[]>
  /** Hides each message for its own time; one that is gone meanwhile is passed over. */
  readonly hide: (
    bankId: string,
    entries: readonly { readonly handle: string; readonly seconds: number }[],
  ) => Promise<void>
  /** Puts events into the bank's queue again; throws when the bank has no queue. */
  readonly put: (bankId: string, envelopes: readonly Envelope[]) => Promise<void>
  /** How many messages lie among the bank's dead letters. */
  readonly deadLetters: (bankId: string) => Promise<number>
}

const fourteenDays = '1209600'
/** A webhook's retries reach over more than five days in some sixteen attempts; it is switched off before this is used up. */
const maxReceiveCount = 20

/** No bank id holds two hyphens in a row, so that no bank can be named after another's dead letters. */
const deadLettersOf = (queueName: string): string => `${queueName}--dlq`

const common = { MessageRetentionPeriod: fourteenDays, SqsManagedSseEnabled: 'true' }

/** SQS says its older error names to some callers and its newer ones to others. */
const isCalled = (error: unknown, names: RegExp): boolean => error instanceof Error && names.test(error.name)

const makeQueue = async (
  sqs: SQSClient,
  name: string,
  attributes: Record<string, string>,
): Promise<string> => {
  try {
    const made = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }))
    if (made.QueueUrl) return made.QueueUrl
  } catch (error) {
    if (!isCalled(error, /QueueNameExists|QueueAlreadyExists/)) throw error
  }
  // It stands there with settings of an earlier release.
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }))
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: attributes }))
  if (!QueueUrl) throw new Error(`queue ${name} has no address`)
  return QueueUrl
}

const makePair = async (sqs: SQSClient, name: string): Promise<string> => {
  const deadLetters = await makeQueue(sqs, deadLettersOf(name), common)
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: deadLetters, AttributeNames: ['QueueArn'] }),
  )
  return await makeQueue(sqs, name, {
    ...common,
    VisibilityTimeout: '120',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount }),
  })
}

const findUrl = async (sqs: SQSClient, name: string): Promise<string | undefined> => {
  try {
    return (await sqs.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl
  } catch (error) {
    if (isCalled(error, /QueueDoesNotExist|NonExistentQueue/)) return undefined
    throw error
  }
}

/** The banks' queues in SQS; addresses are remembered for the life of the function. */
export const sqsBankQueues = (sqs: SQSClient, prefix: string): BankQueues => {
  const ensured = new Map<string, Promise<string>>()
  const found = new Map<string, string>()

  const urlOf = async (bankId: string): Promise<string | undefined> => {
    const known = found.get(bankId)
    if (known !== undefined || !bankIdSchema.safeParse(bankId).success) return known
    const url = await findUrl(sqs, `${prefix}${bankId}`)
    if (url !== undefined) found.set(bankId, url)
    return url
  }

  const changeVisibility = async (
    bankId: string,
    entries: readonly { readonly handle: string; readonly seconds: number }[],
  ): Promise<readonly boolean[]> => {
    const url = await urlOf(bankId)
    if (url === undefined || entries.length === 0) return entries.map(() => false)
    const { Successful, Failed } = await sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: url,
        Entries: entries.map(({ handle, seconds }, index) => ({
          Id: String(index),
          ReceiptHandle: handle,
          VisibilityTimeout: seconds,
        })),
      }),
    )
    const broken = (Failed ?? []).find(entry => !entry.SenderFault)
    if (broken) throw new Error(`queue did not extend a message: ${broken.Code ?? 'unknown'}`)
    const extended = new Set((Successful ?? []).map(entry => entry.Id))
    return entries.map((_, index) => extended.has(String(index)))
  }

  return {
    urlOf,

    ensure: async bankId => {
      const making = ensured.get(bankId) ?? makePair(sqs, `${prefix}${bankIdSchema.parse(bankId)}`)
      ensured.set(bankId, making)
      try {
        return await making
      } catch (error) {
        ensured.delete(bankId)
        throw error
      }
    },

    admit: async (bankId, principal) => {
      const url = await urlOf(bankId)
      return url === undefined ? 'closed' : await admitTo(sqs, url, principal)
    },

    receive: async (bankId, { max, waitSeconds, visibilitySeconds }) => {
      const url = await urlOf(bankId)
      if (url === undefined) return []
      const { Messages } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: max,
          WaitTimeSeconds: waitSeconds,
          VisibilityTimeout: visibilitySeconds,
          MessageSystemAttributeNames: ['ApproximateReceiveCount'],
        }),
      )
      return (Messages ?? []).map(message => ({
        handle: message.ReceiptHandle ?? '',
        body: message.Body ?? '',
        receives: Number(message.Attributes?.ApproximateReceiveCount ?? 1),
      }))
    },

    acknowledge: async (bankId, handles) => {
      const url = await urlOf(bankId)
      if (url === undefined || handles.length === 0) return handles.map(() => false)
      const { Successful, Failed } = await sqs.send(
        new DeleteMessageBatchCommand({
          QueueUrl: url,
          Entries: handles.map((handle, index) => ({ Id: String(index), ReceiptHandle: handle })),
        }),
      )
      const broken = (Failed ?? []).find(entry => !entry.SenderFault)
      if (broken) throw new Error(`queue did not delete a message: ${broken.Code ?? 'unknown'}`)
      const deleted = new Set((Successful ?? []).map(entry => entry.Id))
      return handles.map((_, index) => deleted.has(String(index)))
    },

    extend: async (bankId, handles, visibilitySeconds) =>
      await changeVisibility(
        bankId,
        handles.map(handle => ({ handle, seconds: visibilitySeconds })),
      ),

    hide: async (bankId, entries) => {
      await changeVisibility(bankId, entries)
    },

    put: async (bankId, envelopes) => {
      const url = await urlOf(bankId)
      if (url === undefined) throw new Error(`bank ${bankId} has no queue`)
      await sendAll(sqs, url, envelopes)
    },

    deadLetters: async bankId => {
      const url = await findUrl(sqs, deadLettersOf(`${prefix}${bankId}`))
      if (url === undefined) return 0
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: url,
          AttributeNames: ['ApproximateNumberOfMessages'],
        }),
      )
      return Number(Attributes?.ApproximateNumberOfMessages ?? 0)
    },
  }
}
