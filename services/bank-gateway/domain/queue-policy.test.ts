import { describe, expect, test } from 'vitest'
import { queuePrincipalSchema } from '#shared/contracts/matching.ts'
import { queuePolicy } from './queue-policy.ts'

const queueIn = (partition: string) => `arn:${partition}:sqs:cn-north-1:000000000001:rongxie-51-bank-icbc`
const account = '123456789012'
const iam = (partition: string, name: string) => `arn:${partition}:iam::${account}:${name}`

describe('The policy of a bank’s queue', () => {
  test.each(['aws', 'aws-cn'])(
    'E3 lets one principal read one queue in %s, and nobody without TLS',
    partition => {
      const queue = queueIn(partition)
      expect(queuePolicy(queue, iam(partition, 'role/rongxie'))?.Statement).toEqual([
        {
          Sid: expect.any(String),
          Effect: 'Allow',
          Principal: { AWS: iam(partition, 'role/rongxie') },
          Action: [
            'sqs:ReceiveMessage',
            'sqs:DeleteMessage',
            'sqs:ChangeMessageVisibility',
            'sqs:GetQueueAttributes',
            'sqs:GetQueueUrl',
          ],
          Resource: queue,
        },
        {
          Sid: expect.any(String),
          Effect: 'Deny',
          Principal: '*',
          Action: 'sqs:*',
          Resource: queue,
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ])
    },
  )

  test('E3 an account is named in the partition of the queue', () => {
    for (const partition of ['aws', 'aws-cn'])
      expect(queuePolicy(queueIn(partition), account)?.Statement[0]?.Principal).toEqual({
        AWS: iam(partition, 'root'),
      })
  })

  test('E3 a principal of the other partition gets no policy at all', () => {
    expect(queuePolicy(queueIn('aws-cn'), iam('aws', 'role/rongxie'))).toBeUndefined()
    expect(queuePolicy(queueIn('aws'), iam('aws-cn', 'user/rongxie'))).toBeUndefined()
  })

  test.each([
    account,
    iam('aws', 'role/rongxie'),
    iam('aws-cn', 'user/bank/rongxie'),
    iam('aws-cn', 'role/service-role/R.x@y=z,w+v_1'),
  ])('E3 takes the principal %s', principal => {
    expect(queuePrincipalSchema.safeParse(principal).success).toBe(true)
  })

  test.each([
    '*',
    '',
    '12345678901',
    '1234567890123',
    iam('aws', 'root'),
    iam('aws', 'role/*'),
    iam('aws', 'role/'),
    iam('aws', 'group/all'),
    iam('aws-us-gov', 'role/rongxie'),
    iam('aws', 'role/rongxie').replace(account, '*'),
    iam('aws', 'role/rongxie').replace('iam', 'sts'),
    `${account}\n`,
    `${iam('aws', 'role/a')}","*`,
    iam('aws', `role/${'a/'.repeat(400)}a`),
  ])('E3 refuses the principal %j', principal => {
    expect(queuePrincipalSchema.safeParse(principal).success).toBe(false)
  })
})
