import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { henan } from '../provinces/henan.ts'
import type { Province } from '../provinces/index.ts'
import { sichuan } from '../provinces/sichuan.ts'
import { fixtures } from './declarations.fixture.ts'
import { type Synthesised, synthesised } from './synthesised.fixture.ts'

const licensed: Province = {
  ...sichuan,
  icpLicence: '蜀ICP备00000000号',
  alarmEmails: ['duty@rongxie.example'],
}

let abroad: Synthesised
let china: Synthesised
let chinaLicensed: Synthesised
beforeAll(async () => {
  abroad = await synthesised(henan, fixtures, { issuerOverride: 'https://issuer.rongxie.example' })
  china = await synthesised(sichuan, fixtures)
  chinaLicensed = await synthesised(licensed, fixtures)
})
afterAll(() => Promise.all([abroad.remove(), china.remove(), chinaLicensed.remove()]))

const properties = (cloud: Synthesised, type: string) => cloud.all(type).map(({ Properties }) => Properties)
const publicRoutes = (cloud: Synthesised) =>
  properties(cloud, 'AWS::ApiGatewayV2::Route')
    .filter(({ AuthorizationType }) => AuthorizationType !== 'JWT')
    .map(({ RouteKey }) => RouteKey)

describe('inboxes', () => {
  const queues = () => properties(abroad, 'AWS::SQS::Queue')
  const named = (pattern: RegExp) => queues().filter(({ QueueName }) => pattern.test(QueueName))

  test('every inbox has its dead-letter queue, which keeps for 14 days what failed five times', () => {
    expect(named(/-inbox$/)).toHaveLength(5)
    expect(named(/-inbox-dead-letters$/)).toHaveLength(5)
    for (const inbox of named(/-inbox$/)) {
      expect(inbox.RedrivePolicy.maxReceiveCount).toBe(5)
      const [target] = inbox.RedrivePolicy.deadLetterTargetArn['Fn::GetAtt']
      const { Resources } = JSON.parse(String(abroad.texts['rongxie-41-shared']))
      expect(Resources[target].Properties).toMatchObject({
        QueueName: `${inbox.QueueName}-dead-letters`,
        MessageRetentionPeriod: 14 * 24 * 3600,
      })
    }
  })

  test('a message in work stays hidden for six function timeouts', () => {
    for (const { VisibilityTimeout } of named(/-inbox$/)) expect(VisibilityTimeout).toBe(6 * 30)
    const [deliveries] = named(/-deliveries$/)
    expect(deliveries.VisibilityTimeout).toBe(6 * 60)
  })

  test('every dead-letter queue has an alarm that says in Chinese who is harmed', () => {
    const alarms = new Map(properties(abroad, 'AWS::CloudWatch::Alarm').map(a => [a.AlarmName, a]))
    for (const { QueueName } of named(/-dead-letters$/)) {
      const alarm = alarms.get(QueueName)
      expect(alarm?.Threshold).toBe(1)
      expect(alarm?.MetricName).toBe('ApproximateNumberOfMessagesVisible')
    }
    for (const { AlarmDescription, AlarmActions } of alarms.values()) {
      expect(AlarmDescription).toMatch(/\p{Script=Han}{8,}/u)
      expect(AlarmActions).toHaveLength(1)
    }
    expect(alarms.size).toBe(5 + 5 + 3 + 2 + 5 + 5 + 1 + 1)
  })

  test('a queue whose messages grow old is an alarm, whatever its reader suffers from', () => {
    const late = properties(abroad, 'AWS::CloudWatch::Alarm').filter(
      ({ MetricName }) => MetricName === 'ApproximateAgeOfOldestMessage',
    )
    const watched = named(/-(inbox|deliveries)$/).map(({ QueueName }) => `${QueueName}-late`)
    expect(late.map(({ AlarmName }) => AlarmName).sort()).toEqual(watched.sort())
    for (const { Threshold, Dimensions } of late) {
      expect(Threshold).toBe(15 * 60)
      expect(JSON.stringify(Dimensions)).not.toContain('DeadLetters')
    }
  })

  test('queues and the alarm topic take nothing that came without TLS', () => {
    const policies = [
      ...properties(abroad, 'AWS::SQS::QueuePolicy'),
      ...properties(abroad, 'AWS::SNS::TopicPolicy'),
    ]
    expect(policies).toHaveLength(13)
    for (const { PolicyDocument } of policies)
      expect(PolicyDocument.Statement).toContainEqual(
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      )
  })

  test('alarms reach the addresses of the province', () => {
    expect(properties(china, 'AWS::SNS::Subscription')).toEqual([])
    expect(properties(chinaLicensed, 'AWS::SNS::Subscription').map(s => s.Endpoint)).toEqual([
      'duty@rongxie.example',
    ])
  })
})

describe('keys', () => {
  test('H3 C4 the field key turns every year, the sign-off key is what the province asks for, and both outlive their stack', () => {
    const keys = abroad.all('AWS::KMS::Key')
    expect(keys.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['Retain', 'Retain', 'Retain'])
    expect(keys.map(({ Properties: p }) => [p.KeySpec, p.KeyUsage, p.EnableKeyRotation])).toEqual([
      ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', true],
      ['ECC_NIST_P256', 'SIGN_VERIFY', undefined],
      ['ECC_NIST_P256', 'SIGN_VERIFY', undefined],
    ])
    expect(properties(abroad, 'AWS::KMS::Alias').map(({ AliasName }) => AliasName)).toEqual([
      'alias/rongxie-41-fields',
      'alias/rongxie-41-sign-off',
      'alias/rongxie-41-webhook',
    ])
  })

  test('C4 a province that asks for SM2 signs its lists by an SM2 key', () => {
    expect(properties(china, 'AWS::KMS::Key').map(p => [p.KeySpec, p.KeyUsage])).toEqual([
      ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'],
      ['SM2', 'SIGN_VERIFY'],
      ['SM2', 'SIGN_VERIFY'],
    ])
  })
})

describe('HTTP API', () => {
  test('A2 every route that is not public asks for a token', () => {
    const routes = properties(abroad, 'AWS::ApiGatewayV2::Route')
    expect(routes.map(({ RouteKey }) => RouteKey).sort()).toEqual(
      fixtures.flatMap(s => Object.values(s.routes).map(r => `${r.method} ${r.path}`)).sort(),
    )
    for (const route of routes.filter(({ RouteKey }) => RouteKey !== 'GET /openapi.json')) {
      expect(route.AuthorizationType).toBe('JWT')
      expect(route.AuthorizerId).toBeDefined()
    }
  })

  test('a public route exists abroad and, in China, only under an ICP licence', () => {
    expect(publicRoutes(abroad)).toEqual(['GET /openapi.json'])
    expect(publicRoutes(china)).toEqual([])
    expect(publicRoutes(chinaLicensed)).toEqual(['GET /openapi.json'])
    expect(properties(china, 'AWS::ApiGatewayV2::Route')).toHaveLength(6)
  })

  test('tokens are those of the province’s issuer, or of the one given instead', () => {
    const configurations = (cloud: Synthesised) =>
      properties(cloud, 'AWS::ApiGatewayV2::Authorizer').map(({ JwtConfiguration }) => JwtConfiguration)
    expect(configurations(china)).toEqual([{ Issuer: sichuan.issuer, Audience: ['rongxie-api'] }])
    expect(configurations(abroad)).toEqual([
      { Issuer: 'https://issuer.rongxie.example', Audience: ['rongxie-api'] },
    ])
  })

  test('H3 the stage is throttled and logs who called what, without query or body', () => {
    const [stage] = properties(abroad, 'AWS::ApiGatewayV2::Stage')
    expect(stage.StageName).toBe('$default')
    expect(stage.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 })
    expect(stage.AccessLogSettings.Format).toContain('$context.authorizer.claims.sub')
    expect(stage.AccessLogSettings.Format).not.toMatch(/querystring|path|body/i)
  })

  test('answers that fail on our side are an alarm over the whole API', () => {
    const [alarm, ...others] = properties(abroad, 'AWS::CloudWatch::Alarm').filter(
      ({ Namespace }) => Namespace === 'AWS/ApiGateway',
    )
    expect(others).toEqual([])
    expect(alarm).toMatchObject({ AlarmName: 'rongxie-41-api-failing', MetricName: '5xx', Statistic: 'Sum' })
    expect(alarm.Dimensions).toEqual([{ Name: 'ApiId', Value: { Ref: 'Api' } }])
  })

  test('only this API may call a function over HTTP', () => {
    const permissions = properties(abroad, 'AWS::Lambda::Permission').filter(
      ({ Principal }) => Principal === 'apigateway.amazonaws.com',
    )
    expect(permissions).toHaveLength(5)
    for (const { SourceArn } of permissions)
      expect(JSON.stringify(SourceArn)).toContain('ExportsOutputRefApi')
  })
})

describe('partitions', () => {
  test.each(['abroad', 'china'] as const)('%s: no partition and no domain is written out', where => {
    const cloud = where === 'abroad' ? abroad : china
    for (const text of Object.values(cloud.texts)) {
      // The names of AWS services as principals are the same in every partition.
      const rest = text.replaceAll(/"(lambda|apigateway|events|cloudwatch)\.amazonaws\.com"/g, '""')
      expect(rest).not.toMatch(/arn:aws|amazonaws\.com/)
    }
  })
})
