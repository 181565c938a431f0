import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { buildFixture } from './fixture/build.ts'
import { signIn } from './fixture/sign-in.ts'
import { functionSeconds, maxReceiveCount } from './fixture/stacks.ts'
import { type LocalRuntime, startRuntime } from './runtime.ts'

const folder = mkdtempSync(join(tmpdir(), 'rongxie-runtime-'))
const dataDir = join(folder, 'data')
const log: string[] = []
let assemblyDir: string
let runtime: LocalRuntime
let bearer: string

const start = () => startRuntime({ assemblyDir, dataDir, port: 0, log: line => void log.push(line) })

const call = async (method: string, path: string, body?: unknown) => {
  const response = await fetch(runtime.baseUrl + path, {
    method,
    headers: { authorization: bearer, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: /^[{[]/.test(text) ? JSON.parse(text) : text,
  }
}
const seen = async (): Promise<string[]> => (await call('GET', '/seen')).body.names

beforeAll(async () => {
  assemblyDir = await buildFixture(folder)
  runtime = await start()
  bearer = await signIn(runtime.baseUrl, 'task-force-511702')
}, 60_000)
afterAll(async () => {
  await runtime.stop()
  rmSync(folder, { recursive: true })
})

describe('the assembly runs', { timeout: 60_000 }, () => {
  test('what a route writes goes through stream and queue to the other function', async () => {
    const ids = Array.from({ length: 25 }, (_, index) => `flow-${index}`)
    const answers = await Promise.all(ids.map(id => call('POST', '/items', { id })))
    expect(new Set(answers.map(answer => answer.status))).toEqual(new Set([201]))
    await runtime.idle()
    expect(await seen()).toEqual(expect.arrayContaining(ids))
  })

  test('names cross the stacks, and region and partition are the province’s', async () => {
    const { event, context, place } = (await call('GET', '/echo/a')).body
    expect(place).toBe('aws-cn/cn-northwest-1')
    expect(event.rawPath).toBe('/echo/a')
    expect(context).toMatchObject({ functionName: 'fixture-http', memoryLimitInMB: '256' })
    expect(runtime.region).toBe('cn-northwest-1')
    expect(runtime.tables['fixture-table']?.streamArn).toContain('fixture-table/stream/')
  })

  test('B1 the bucket of the template takes 20 MB from this machine and gives them back after a restart', async () => {
    const address = `${runtime.endpoints.s3}/fixture-files/imports/one.csv`
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:/)
    const body = Buffer.alloc(20 * 1024 * 1024, '名')
    expect((await fetch(address, { method: 'PUT', body })).status).toBe(200)
    await runtime.stop()
    runtime = await start()
    bearer = await signIn(runtime.baseUrl, 'task-force-511702')
    const answer = await fetch(`${runtime.endpoints.s3}/fixture-files/imports/one.csv`)
    expect(Buffer.from(await answer.arrayBuffer()).equals(body)).toBe(true)
    expect((await fetch(`${runtime.endpoints.s3}/no-such-bucket/one.csv`)).status).toBe(404)
  })

  test('the literal route goes before the one with a parameter', async () => {
    expect((await call('GET', '/items/latest')).text).toBe('the literal route')
    expect((await call('GET', '/items/nobody')).status).toBe(404)
  })

  test('headers, cookies and binary bodies arrive', async () => {
    const { headers } = await call('GET', '/echo/a')
    expect(headers.get('x-answer')).toBe('yes')
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })

  test('C2 a token is asked for where the template says so, and handed on as claims', async () => {
    expect((await fetch(`${runtime.baseUrl}/seen`)).status).toBe(401)
    const forged = await fetch(`${runtime.baseUrl}/seen`, { headers: { authorization: `${bearer}x` } })
    expect([forged.status, await forged.json()]).toEqual([401, { message: 'Unauthorized' }])
    expect(log.join()).toContain('https://issuer.invalid')
  })

  test('H3 functions seal, open and sign by the keys of the template', async () => {
    const { body } = await call('POST', '/sealed', '电话')
    expect(body.opened).toBe('"电话"')
    expect(body.signature).toMatch(/^ME/)
  })

  test('a schedule runs on demand with its input', async () => {
    await runtime.runSchedule('sweep')
    expect(await seen()).toContain('schedule-sweep')
    await expect(runtime.runSchedule('fixture-sweep')).rejects.toThrow('运行失败')
    await expect(runtime.runSchedule('none')).rejects.toThrow('none')
  })

  test('access is written down without bodies', async () => {
    await call('POST', '/items', { id: 'logged', body: 'secret-text' })
    const line = () => readFileSync(join(dataDir, 'logs', 'access.log'), 'utf8')
    await vi.waitFor(() => expect(line()).toContain('"route":"POST /items","caller":"task-force-511702"'))
    expect(line()).not.toContain('secret-text')
  })
})

describe('functions that fail', { timeout: 60_000 }, () => {
  test.each(['throw', 'crash', 'exit'])('%s: the caller gets 500 and the next call is served', async how => {
    const failed = await call('GET', `/fail/${how}`)
    expect([failed.status, failed.body]).toEqual([500, { message: 'Internal Server Error' }])
    expect((await call('GET', '/fail/not')).status).toBe(200)
  })

  test.each(['slow', 'loop'])('%s: ended after its time, the next call is served', async how => {
    const began = Date.now()
    expect((await call('GET', `/fail/${how}`)).status).toBe(500)
    expect(Date.now() - began).toBeGreaterThanOrEqual(functionSeconds * 1000)
    expect((await call('GET', '/fail/not')).status).toBe(200)
    expect(readFileSync(join(dataDir, 'logs', 'fixture-http.log'), 'utf8')).toContain('Task timed out')
  })

  test('one that runs out of time does not take the others with it', async () => {
    const slow = call('GET', '/fail/slow')
    await new Promise(resolve => setTimeout(resolve, functionSeconds * 1000 - 400))
    const napping = call('GET', '/fail/nap')
    expect((await slow).status).toBe(500)
    expect((await napping).status).toBe(200)
  })

  test('a message that always fails ends in the dead-letter queue and holds up nobody', async () => {
    await call('POST', '/items', { id: 'bad', body: 'poison' })
    await call('POST', '/items', { id: 'good' })
    await vi.waitFor(async () => expect(await seen()).toContain('good'), { timeout: 5000 })
    await runtime.idle()
    expect(await seen()).not.toContain('bad')
    const dead = runtime.queues.find(queue => queue.isDeadLetterOf === 'fixture-inbox')
    const sqs = new SQSClient({
      endpoint: runtime.endpoints.sqs,
      region: runtime.region,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    })
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: dead?.url, MessageSystemAttributeNames: ['All'] }),
    )
    sqs.destroy()
    expect(JSON.parse(Messages?.[0]?.Body ?? '')).toMatchObject({ id: 'bad' })
    // Its move counts as the receive that was one too many, and this one as another.
    expect(Messages?.[0]?.Attributes?.ApproximateReceiveCount).toBe(String(maxReceiveCount + 2))
  })
})

describe('life of the runtime', { timeout: 60_000 }, () => {
  test('a second one on the same folder is refused', async () => {
    await expect(start()).rejects.toThrow('正被另一个进程使用')
  })

  test('all is there after a restart: items and queues made at run time', async () => {
    const { url } = (await call('PUT', '/banks/icbc')).body
    const before = await seen()
    await runtime.stop()
    expect(existsSync(join(dataDir, 'dynamodb.pid'))).toBe(false)
    runtime = await start()
    bearer = await signIn(runtime.baseUrl, 'task-force-511702')
    expect(await seen()).toEqual(before)
    expect(runtime.queues.find(queue => queue.name === 'fixture-bank-icbc')?.url).toBe(url)
    await runtime.idle()
    expect(await seen()).toEqual(before)
  })

  test('a template it cannot run is refused with stack, resource and type, and leaves nothing behind', async () => {
    const file = join(assemblyDir, 'fixture-service.template.json')
    const kept = readFileSync(file, 'utf8')
    const template = JSON.parse(kept)
    template.Resources.Odd = { Type: 'AWS::StepFunctions::StateMachine', Properties: {} }
    writeFileSync(file, JSON.stringify(template))
    const elsewhere = join(folder, 'refused')
    const attempt = startRuntime({ assemblyDir, dataDir: elsewhere, port: 0 })
    await expect(attempt).rejects.toThrow(
      '栈 fixture-service，资源 Odd，类型 AWS::StepFunctions::StateMachine',
    )
    expect(existsSync(elsewhere)).toBe(false)
    writeFileSync(file, kept)
  })

  test('a setting it would not honour is refused too, and everything started is stopped again', async () => {
    const file = join(assemblyDir, 'fixture-service.template.json')
    const kept = readFileSync(file, 'utf8')
    writeFileSync(file, kept.replace('"MaximumRetryAttempts": -1', '"MaximumRetryAttempts": 3'))
    const elsewhere = join(folder, 'refused')
    for (let round = 0; round < 2; round++)
      await expect(startRuntime({ assemblyDir, dataDir: elsewhere, port: 0 })).rejects.toThrow(
        'MaximumRetryAttempts',
      )
    expect(existsSync(join(elsewhere, 'dynamodb.pid'))).toBe(false)
    writeFileSync(file, kept)
  })

  test('it says how much memory it holds', () => {
    const { runtime: own, dynamodb, total } = runtime.residentBytes()
    expect(own).toBeGreaterThan(0)
    expect(total).toBe(own + dynamodb)
  })
})
