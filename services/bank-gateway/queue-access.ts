import { GetQueueAttributesCommand, SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs'
import { queuePolicy } from './domain/queue-policy.ts'

/** `unusable`: AWS at the queue's place does not know the principal, and nobody was let in. */
export type Admission = 'admitted' | 'closed' | 'unusable'

/** What SQS says to a policy that names nobody it knows. */
const isRefused = (error: unknown): boolean =>
  error instanceof Error && /InvalidAttributeValue|InvalidParameterValue/.test(error.name)

/** E3: the queue's policy follows the bank's principal; what cannot be let in leaves the queue closed, never as it was. */
export const admitTo = async (
  sqs: SQSClient,
  url: string,
  principal: string | undefined,
): Promise<Admission> => {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn', 'Policy'] }),
  )
  const setPolicy = async (text: string): Promise<void> => {
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy: text } }))
  }
  const close = async (): Promise<void> => {
    if (Attributes?.Policy) await setPolicy('')
  }
  const policy = principal === undefined ? undefined : queuePolicy(Attributes?.QueueArn ?? '', principal)
  if (policy === undefined) {
    await close()
    return principal === undefined ? 'closed' : 'unusable'
  }
  try {
    // Set even where it reads the same: a role made anew under its old name is another one to AWS.
    await setPolicy(JSON.stringify(policy))
    return 'admitted'
  } catch (error) {
    if (!isRefused(error)) throw error
    await close()
    return 'unusable'
  }
}
