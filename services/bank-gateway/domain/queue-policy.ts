/** What a bank's own AWS principal may do: take, give back and finish its messages; never send, never touch dead letters. */
const bankMay = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:ChangeMessageVisibility',
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
]

const partitionOf = (arn: string): string => arn.split(':')[1] ?? ''

const principalArn = (principal: string, partition: string): string =>
  /^\d{12}$/.test(principal) ? `arn:${partition}:iam::${principal}:root` : principal

/**
 * E3: the resource policy of one bank's queue: that principal alone, on that queue alone, over TLS alone.
 * Undefined when the principal belongs to another partition than the queue: no AWS there knows it.
 */
export const queuePolicy = (queueArn: string, principal: string) => {
  const partition = partitionOf(queueArn)
  const trusted = principalArn(principal, partition)
  if (partitionOf(trusted) !== partition) return undefined
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'BankReadsItsOwnQueue',
        Effect: 'Allow',
        Principal: { AWS: trusted },
        Action: bankMay,
        Resource: queueArn,
      },
      {
        Sid: 'OverTlsAlone',
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:*',
        Resource: queueArn,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  }
}
