import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { henan } from '../provinces/henan.ts'
import { fixtures } from '../stacks/declarations.fixture.ts'
import { type Resource, type Synthesised, synthesised } from '../stacks/synthesised.fixture.ts'

type Statement = { readonly Action: string | string[]; readonly Effect: string; readonly Resource: unknown }

let cloud: Synthesised
beforeAll(async () => {
  cloud = await synthesised(henan, fixtures)
})
afterAll(() => cloud.remove())

/** Statements of every function's role, logs left out. */
const statementsOf = (functionName: string): readonly Statement[] => {
  const templates = Object.values(cloud.texts).map(
    text => JSON.parse(text) as { readonly Resources: Record<string, Resource> },
  )
  const isFunction = ({ Type, Properties: p }: Resource) =>
    Type === 'AWS::Lambda::Function' && p.FunctionName === functionName
  const { Resources = {} } = templates.find(t => Object.values(t.Resources).some(isFunction)) ?? {}
  const fn = Object.values(Resources).find(isFunction)
  const role = Resources[fn?.Properties.Role['Fn::GetAtt'][0]]
  const policy = role?.Properties.Policies.find((p: { PolicyName: string }) => p.PolicyName === 'calls')
  return policy.PolicyDocument.Statement
}

const actionsOf = (functionName: string): readonly string[] =>
  statementsOf(functionName)
    .flatMap(({ Action }) => Action)
    .filter((action, index, all) => all.indexOf(action) === index)
    .sort()

const readWrite = ['dynamodb:PutItem', 'dynamodb:Query']
const stream = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
  'dynamodb:PutItem',
  'dynamodb:Query',
]
const ownQueue = [
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ReceiveMessage',
]

const importFiles = ['s3:GetObject', 's3:PutObject']

const exactly: Record<string, readonly string[]> = {
  'intake-http': [...readWrite, 'kms:Encrypt', ...importFiles],
  'intake-clock': [...readWrite, 'kms:Encrypt', ...importFiles],
  'intake-inbox': [...readWrite, ...ownQueue],
  'intake-relay': [...stream, 'sqs:SendMessage'],
  'review-http': [...readWrite, 'dynamodb:UpdateItem', 'kms:GetPublicKey', 'kms:Sign'],
  'review-inbox': [...readWrite, 'dynamodb:UpdateItem', ...ownQueue],
  'review-relay': [...stream, 'sqs:SendMessage'],
  'matching-http': readWrite,
  'matching-inbox': [...readWrite, ...ownQueue],
  'matching-relay': [...stream, 'sqs:SendMessage'],
  'matching-clock': readWrite,
  'bank-gateway-http': [
    ...readWrite,
    'kms:Decrypt',
    'kms:Encrypt',
    'kms:GetPublicKey',
    'kms:Sign',
    'sqs:ChangeMessageVisibility',
    'sqs:DeleteMessage',
    'sqs:GetQueueUrl',
    'sqs:ReceiveMessage',
    'sqs:SendMessage',
  ],
  'bank-gateway-deliver': [
    ...readWrite,
    ...ownQueue,
    'kms:Decrypt',
    'kms:GetPublicKey',
    'kms:Sign',
    'sqs:GetQueueUrl',
    'sqs:SendMessage',
  ],
  'bank-gateway-inbox': [
    ...readWrite,
    ...ownQueue,
    'sqs:CreateQueue',
    'sqs:GetQueueUrl',
    'sqs:SetQueueAttributes',
  ],
  'bank-gateway-relay': [...stream, 'sqs:GetQueueUrl', 'sqs:SendMessage'],
  'bank-gateway-clock': [...readWrite, 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'],
  'reporting-http': readWrite,
  'reporting-inbox': [...readWrite, 'dynamodb:UpdateItem', ...ownQueue],
  'reporting-relay': stream,
}

describe('least privilege', () => {
  test.each(Object.entries(exactly))('H3 %s may do exactly what it does', (name, actions) => {
    expect(actionsOf(`rongxie-41-${name}`)).toEqual([...actions].sort())
  })

  test('H3 no function is without its row here', () => {
    const names = cloud.all('AWS::Lambda::Function').map(({ Properties }) => Properties.FunctionName)
    expect(new Set(names)).toEqual(new Set(Object.keys(exactly).map(name => `rongxie-41-${name}`)))
  })

  test('H3 lists are read by those that answer a caller or sweep', () => {
    const readers = Object.keys(exactly).filter(name =>
      JSON.stringify(statementsOf(`rongxie-41-${name}`)).includes('/index/lists'),
    )
    expect(readers.map(name => name.split('-').at(-1))).toEqual([
      ...['http', 'clock', 'http', 'http', 'clock'],
      ...['http', 'clock', 'http'],
    ])
  })

  test('H3 nothing is granted on everything, and only bank queues and a table’s streams by prefix', () => {
    for (const { Properties } of cloud.all('AWS::Lambda::Function')) {
      for (const { Resource: resource, Effect } of statementsOf(Properties.FunctionName)) {
        expect(Effect).toBe('Allow')
        const text = JSON.stringify(resource)
        expect(resource).not.toBe('*')
        if (text.includes('*')) expect(text).toMatch(/:rongxie-41-bank-\*"|"\/stream\/\*"|"\/imports\/\*"/)
      }
    }
  })

  test('H3 B1 uploaded directories are within reach of those that import them and of nobody else', () => {
    const reaching = Object.keys(exactly).filter(name =>
      JSON.stringify(statementsOf(`rongxie-41-${name}`)).includes('s3:'),
    )
    expect(reaching).toEqual(['intake-http', 'intake-clock'])
    for (const name of reaching) {
      const [statement, ...others] = statementsOf(`rongxie-41-${name}`).filter(({ Action }) =>
        JSON.stringify(Action).includes('s3:'),
      )
      expect(others).toEqual([])
      expect(JSON.stringify(statement?.Resource)).toMatch(/"Imports\w+","Arn"\]\},"\/imports\/\*"/)
    }
  })

  test('H3 a relay sends only to the queues of those that consume its events', () => {
    const send = statementsOf('rongxie-41-review-relay').find(({ Action }) => Action === 'sqs:SendMessage')
    const queues = JSON.stringify(send?.Resource).match(/GetAttInbox([a-z]+?)[0-9A-F]{8}/g)
    expect(queues?.map(queue => queue.slice('GetAttInbox'.length, -8)).sort()).toEqual([
      'intake',
      'matching',
      'review',
    ])
  })

  test('E3 what brings messages to banks reads no list, and sends to its own queue alone', () => {
    const statements = statementsOf('rongxie-41-bank-gateway-deliver')
    expect(JSON.stringify(statements)).not.toContain('/index/lists')
    const sending = (name: string) =>
      statementsOf(name).filter(({ Action }) => [Action].flat().includes('sqs:SendMessage'))
    for (const name of ['rongxie-41-bank-gateway-deliver', 'rongxie-41-bank-gateway-clock'])
      expect(sending(name).map(({ Resource: to }) => to)).toEqual([
        { 'Fn::GetAtt': [expect.stringMatching(/^Deliveries/), 'Arn'] },
      ])
  })

  test('E3 C4 the key of webhooks and the key of lists are two, each used by its own service', () => {
    const signing = (name: string) =>
      JSON.stringify(statementsOf(name).find(({ Action }) => [Action].flat().includes('kms:Sign'))?.Resource)
    expect(signing('rongxie-41-review-http')).toMatch(/Keysignoff/)
    for (const kind of ['http', 'deliver'])
      expect(signing(`rongxie-41-bank-gateway-${kind}`)).toMatch(/Keywebhook/)
  })

  test('H3 logs go to the function’s own group, and no managed policy is used', () => {
    for (const { Properties } of cloud.all('AWS::IAM::Role')) {
      expect(Properties).not.toHaveProperty('ManagedPolicyArns')
      const logs = Properties.Policies.find((p: { PolicyName: string }) => p.PolicyName === 'logs')
      expect(logs.PolicyDocument.Statement).toEqual([
        {
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Effect: 'Allow',
          Resource: { 'Fn::GetAtt': [expect.stringMatching(/logs/), 'Arn'] },
        },
      ])
    }
    expect(cloud.all('AWS::IAM::Policy')).toEqual([])
  })
})
