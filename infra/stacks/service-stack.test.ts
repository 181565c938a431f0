import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { henan } from '../provinces/henan.ts'
import { localProvince } from '../provinces/index.ts'
import { fixtures } from './declarations.fixture.ts'
import { type Synthesised, synthesised } from './synthesised.fixture.ts'

let cloud: Synthesised
beforeAll(async () => {
  cloud = await synthesised(henan, fixtures)
})
afterAll(() => cloud.remove())

const functions = () => cloud.all('AWS::Lambda::Function').map(({ Properties }) => Properties)
const environment = (name: string) =>
  functions().find(({ FunctionName }) => FunctionName === name)?.Environment.Variables
const mappings = () => cloud.all('AWS::Lambda::EventSourceMapping').map(({ Properties }) => Properties)

describe('stacks of a province', () => {
  test('each service is a stack of its own beside the shared one', () => {
    const names = ['shared', ...fixtures.map(({ name }) => name)].map(name => `rongxie-41-${name}`)
    expect(new Set(Object.keys(cloud.texts))).toEqual(new Set(names))
  })
})

describe('tables', () => {
  test('H4 every table can be recovered, is protected from deletion and outlives its stack', () => {
    const tables = cloud.all('AWS::DynamoDB::GlobalTable')
    expect(tables).toHaveLength(5)
    for (const { Properties, DeletionPolicy } of tables) {
      expect(DeletionPolicy).toBe('Retain')
      expect(Properties.BillingMode).toBe('PAY_PER_REQUEST')
      expect(Properties.StreamSpecification).toEqual({ StreamViewType: 'NEW_IMAGE' })
      expect(Properties.TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true })
      expect(Properties.Replicas).toHaveLength(1)
      const [replica] = Properties.Replicas
      expect(replica.DeletionProtectionEnabled).toBe(true)
      expect(replica.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true })
    }
  })

  test('one index lists whole rows by listPk and listSk', () => {
    for (const { Properties } of cloud.all('AWS::DynamoDB::GlobalTable')) {
      const keys = (schema: { AttributeName: string }[]) => schema.map(key => key.AttributeName)
      expect(keys(Properties.KeySchema)).toEqual(['pk', 'sk'])
      expect(Properties.GlobalSecondaryIndexes).toHaveLength(1)
      const [index] = Properties.GlobalSecondaryIndexes
      expect(index.IndexName).toBe('lists')
      expect(keys(index.KeySchema)).toEqual(['listPk', 'listSk'])
      expect(index.Projection).toEqual({ ProjectionType: 'ALL' })
    }
  })
})

describe('bucket of imports', () => {
  test('H3 it is closed, encrypted, keeps no older versions and forgets after 30 days', () => {
    const [bucket, ...others] = cloud.all('AWS::S3::Bucket')
    expect(others).toEqual([])
    expect(bucket?.DeletionPolicy).toBe('Retain')
    expect(bucket?.Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    })
    const [rule] = bucket?.Properties.BucketEncryption.ServerSideEncryptionConfiguration ?? []
    expect(rule.ServerSideEncryptionByDefault.SSEAlgorithm).toBe('AES256')
    expect(bucket?.Properties).not.toHaveProperty('VersioningConfiguration')
    expect(bucket?.Properties).not.toHaveProperty('CorsConfiguration')
    expect(bucket?.Properties.LifecycleConfiguration.Rules).toEqual([
      {
        Status: 'Enabled',
        ExpirationInDays: 30,
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ])
  })

  test('H3 it is reached over TLS alone', () => {
    const [policy, ...others] = cloud.all('AWS::S3::BucketPolicy')
    expect(others).toEqual([])
    expect(policy?.Properties.PolicyDocument.Statement).toEqual([
      expect.objectContaining({
        Action: 's3:*',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ])
  })
})

describe('functions', () => {
  test('a service has only the functions its declaration needs', () => {
    expect(
      functions()
        .map(({ FunctionName }) => FunctionName.replace('rongxie-41-', ''))
        .sort(),
    ).toEqual([
      ...['clock', 'deliver', 'http', 'inbox', 'relay'].map(kind => `bank-gateway-${kind}`),
      ...['clock', 'http', 'inbox', 'relay'].map(kind => `intake-${kind}`),
      ...['clock', 'http', 'inbox', 'relay'].map(kind => `matching-${kind}`),
      ...['http', 'inbox', 'relay'].map(kind => `reporting-${kind}`),
      ...['http', 'inbox', 'relay'].map(kind => `review-${kind}`),
    ])
  })

  test('every function runs on arm64 and Node 24 and names its export of the service’s bundle', () => {
    const timeouts: Record<string, number> = { http: 29, inbox: 30, relay: 30, clock: 60, deliver: 60 }
    for (const { Architectures, Runtime, Handler, FunctionName, Timeout, MemorySize } of functions()) {
      const kind = FunctionName.split('-').at(-1)
      expect(Architectures).toEqual(['arm64'])
      expect(Runtime).toBe('nodejs24.x')
      expect(Handler).toBe(`index.${kind}`)
      expect(Timeout).toBe(timeouts[kind])
      // The rows of a large file want a whole core.
      expect(MemorySize, FunctionName).toBe(FunctionName.endsWith('-intake-clock') ? 1769 : 512)
    }
  })

  test('the functions of a service share one bundle', async () => {
    const bundles = new Map<string, Set<string>>()
    for (const { Code, Environment } of functions()) {
      const service = Environment.Variables.SERVICE
      bundles.set(service, (bundles.get(service) ?? new Set()).add(Code.S3Key))
    }
    const keys = [...bundles.values()].flatMap(set => [...set])
    expect(keys).toHaveLength(5)
    const assets = (await readdir(cloud.assemblyDir)).filter(name => name.startsWith('asset.'))
    expect(assets.sort()).toEqual(keys.map(key => `asset.${key.replace('.zip', '')}`).sort())
  })

  test('H3 every function writes to a log group of its own that forgets after the province’s term', () => {
    const groups = new Map(cloud.all('AWS::Logs::LogGroup').map(({ Properties: p }) => [p.LogGroupName, p]))
    for (const { FunctionName, LoggingConfig } of functions()) {
      expect(LoggingConfig.LogGroup).toHaveProperty('Ref')
      expect(groups.get(`/aws/lambda/${FunctionName}`)?.RetentionInDays).toBe(henan.logRetentionDays)
    }
    expect(groups.size).toBe(functions().length + 1)
  })
})

describe('environment', () => {
  test('every function knows its service, its province and its table', () => {
    for (const { Environment, FunctionName } of functions()) {
      const { SERVICE, PROVINCE, TABLE_NAME, LOG_LEVEL } = Environment.Variables
      expect(FunctionName).toContain(`rongxie-41-${SERVICE}-`)
      expect([PROVINCE, LOG_LEVEL]).toEqual(['41', 'INFO'])
      expect(TABLE_NAME).toHaveProperty('Ref')
    }
  })

  test('the relay alone is told the queues of its subscribers, event by event', () => {
    const told = JSON.stringify(environment('rongxie-41-intake-relay').SUBSCRIBERS)
    const inboxes = [...told.matchAll(/\\"([a-z-]+\.v1)\\":|Inbox(review|reporting)/g)].map(m => m[1] ?? m[2])
    expect(inboxes).toEqual([
      ...['entity-listed.v1', 'reporting'],
      ...['entity-visited.v1', 'reporting'],
      ...['application-declared.v1', 'review', 'reporting'],
      ...['application-screened-out.v1', 'reporting'],
    ])
    expect(environment('rongxie-41-intake-http')).not.toHaveProperty('SUBSCRIBERS')
  })

  test('queues and keys are told to those that use them', () => {
    const holders = (variable: string) =>
      functions()
        .filter(({ Environment }) => variable in Environment.Variables)
        .map(({ Environment, Handler }) => `${Environment.Variables.SERVICE} ${Handler}`)
    expect(holders('INBOX_URL')).toHaveLength(5)
    expect(holders('INBOX_URL').every(holder => holder.endsWith('index.inbox'))).toBe(true)
    expect(new Set(holders('BANK_QUEUE_PREFIX').map(h => h.split(' ')[0]))).toEqual(new Set(['bank-gateway']))
    expect(new Set(holders('FIELD_KEY_ID').map(h => h.split(' ')[0]))).toEqual(
      new Set(['intake', 'bank-gateway']),
    )
    expect(holders('IMPORT_BUCKET')).toEqual(['intake index.http', 'intake index.clock'])
    expect(new Set(holders('SIGN_KEY_ID').map(h => h.split(' ')[0]))).toEqual(new Set(['review']))
    expect(new Set(holders('WEBHOOK_KEY_ID').map(h => h.split(' ')[0]))).toEqual(new Set(['bank-gateway']))
    expect(holders('DELIVERIES_URL')).toEqual(['bank-gateway index.clock', 'bank-gateway index.deliver'])
    expect(holders('WEBHOOK_LOOPBACK')).toEqual([])
  })
})

describe('a laptop', () => {
  test('H3 its template alone lets webhooks reach loopback, and tells only those that look at addresses', async () => {
    const local = await synthesised(localProvince('41'), fixtures)
    try {
      const told = local.all('AWS::Lambda::Function').flatMap(({ Properties: p }) => {
        const { SERVICE, WEBHOOK_LOOPBACK: value } = p.Environment.Variables
        return value === undefined ? [] : [[SERVICE, p.Handler, value]]
      })
      expect(told).toEqual([
        ['bank-gateway', 'index.http', 'allowed'],
        ['bank-gateway', 'index.deliver', 'allowed'],
      ])
    } finally {
      await local.remove()
    }
  })
})

describe('pages', () => {
  test('the function that serves pages is told where their reader signs in', () => {
    const told = functions().filter(({ Environment }) => 'ISSUER' in Environment.Variables)
    expect(told.map(({ FunctionName, Environment }) => [FunctionName, Environment.Variables.ISSUER])).toEqual(
      [['rongxie-41-reporting-http', henan.issuer]],
    )
  })
})

describe('event sources', () => {
  test('an inbox is read in tens, ten at once, and gives back only the messages that failed', () => {
    const inboxes = mappings().filter(({ BatchSize }) => BatchSize === 10)
    expect(inboxes).toHaveLength(5)
    for (const { FunctionResponseTypes, ScalingConfig } of inboxes) {
      expect(FunctionResponseTypes).toEqual(['ReportBatchItemFailures'])
      expect(ScalingConfig).toEqual({ MaximumConcurrency: 10 })
    }
  })

  test('E3 deliveries are read one bank at a time, by as many as there are banks', () => {
    const [deliveries, ...others] = mappings().filter(({ BatchSize }) => BatchSize === 1)
    expect(others).toEqual([])
    expect(deliveries).not.toHaveProperty('ScalingConfig')
    for (const fn of functions()) expect(fn).not.toHaveProperty('ReservedConcurrentExecutions')
  })

  test('E3 a bank’s dead letters are an alarm by the clock’s log line', () => {
    const filters = cloud.all('AWS::Logs::MetricFilter').map(({ Properties }) => Properties)
    const [filter, ...others] = filters.filter(
      ({ FilterPattern }) => FilterPattern === '{ $.bankDeadLetters > 0 }',
    )
    expect(others).toEqual([])
    const [metric] = filter.MetricTransformations
    const alarms = cloud.all('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties)
    expect(alarms.filter(({ MetricName }) => MetricName === metric.MetricName)).toEqual([
      expect.objectContaining({
        AlarmName: 'rongxie-41-bank-gateway-clock-bank-dead-letters',
        Namespace: metric.MetricNamespace,
        Threshold: 1,
        AlarmDescription: expect.stringContaining('死信'),
      }),
    ])
  })

  test('a list row that could not be kept is an alarm in every service', () => {
    const filters = cloud.all('AWS::Logs::MetricFilter').map(({ Properties }) => Properties)
    const skipped = filters.filter(({ FilterPattern }) => FilterPattern === '{ $.skippedRows > 0 }')
    const alarms = cloud.all('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties)
    const named = alarms.filter(({ AlarmName }) => String(AlarmName).endsWith('-relay-skipped-rows'))
    expect(skipped).toHaveLength(5)
    expect(named.map(({ Namespace }) => Namespace).toSorted()).toEqual(
      skipped.map(({ MetricTransformations: [metric] }) => metric.MetricNamespace).toSorted(),
    )
  })

  test('H4 commits are relayed from the first one on and never given up', () => {
    const relays = mappings().filter(({ StartingPosition }) => StartingPosition !== undefined)
    expect(relays).toHaveLength(5)
    for (const relay of relays) {
      expect(relay.StartingPosition).toBe('TRIM_HORIZON')
      expect(relay.BatchSize).toBe(100)
      expect(relay.BisectBatchOnFunctionError).toBe(true)
      expect(relay.FunctionResponseTypes).toEqual(['ReportBatchItemFailures'])
      expect(relay.MaximumRetryAttempts).toBe(-1)
      expect(relay).not.toHaveProperty('MaximumRecordAgeInSeconds')
    }
  })

  test('the relay is woken by new commits and not by the views it writes itself', () => {
    for (const { FilterCriteria } of mappings().filter(m => m.StartingPosition !== undefined))
      expect(FilterCriteria.Filters.map((f: { Pattern: string }) => JSON.parse(f.Pattern))).toEqual([
        { eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'C#' }] } } } },
      ])
  })

  test('each schedule calls its clock with its own name', () => {
    const rules = cloud
      .all('AWS::Events::Rule')
      .map(({ Properties: p }) => [
        p.Name,
        p.ScheduleExpression,
        p.Targets.map((target: { Input: string }) => JSON.parse(target.Input)),
      ])
    expect(rules.sort()).toEqual([
      ['rongxie-41-bank-gateway-sweep', 'rate(1 minute)', [{ schedule: 'sweep' }]],
      ['rongxie-41-intake-run-imports', 'rate(1 minute)', [{ schedule: 'run-imports' }]],
      ['rongxie-41-matching-run-batches', 'rate(60 minutes)', [{ schedule: 'run-batches' }]],
    ])
  })
})
