import { spawn } from 'node:child_process'
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sealCommit } from '#shared/commits/commit.ts'
import { execute } from '#shared/commits/execute.ts'
import { commitItem } from '#shared/commits/table.ts'
import { accept, refuse } from '#shared/domain/decision.ts'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { changesOf } from './entity.ts'
import { verifyTable } from './verify.ts'

const uscc = '91511702MA00000018'
const actor = { sub: '经办人甲', org: '专班', role: 'task-force', region: '511702' }
const sums = {
  name: 'case',
  initial: 0,
  evolve: (sum: number, { data }: { type: string; data: { n: number } }) => sum + data.n,
}

let engine: TestTable
beforeEach(async () => {
  engine = await startTestTable()
  for (const id of ['A', 'B', uscc])
    for (const n of [1, 2, 3])
      await execute(engine.table, sums, {
        id,
        cause: { key: `k${n}`, fingerprint: '' },
        actor,
        now: `2025-03-0${n}T00:00:00.000Z`,
        decide: () => accept([{ type: 'added', data: { n, contact: '张三 138' } }], null),
      })
  await engine.table.putViews('case', 'B', 3, [{ name: 'of-county', data: {} }])
})
afterEach(async () => {
  await engine.stop()
})

const verify = () => verifyTable(engine.table.client, engine.table.name)
const key = (id: string, version: number) => ({ pk: `case#${id}`, sk: `C#0000000${version}` })
const set = (id: string, version: number, field: string, value: string) =>
  engine.table.client.send(
    new UpdateCommand({
      TableName: engine.table.name,
      Key: key(id, version),
      UpdateExpression: 'SET #f = :v',
      ExpressionAttributeNames: { '#f': field },
      ExpressionAttributeValues: { ':v': value },
    }),
  )
const remove = (id: string, version: number) =>
  engine.table.client.send(new DeleteCommand({ TableName: engine.table.name, Key: key(id, version) }))
const put = (Item: Record<string, unknown>) =>
  engine.table.client.send(new PutCommand({ TableName: engine.table.name, Item }))

/** A commit forged with a hash that fits itself. */
const forged = async (id: string, version: number, previousHash?: string) => {
  const commits = await engine.table.read('case', id)
  const before = commits.find(commit => commit.version === version - 1)
  return sealCommit({
    aggregate: 'case',
    id,
    version,
    at: '2025-03-02T00:00:00.000Z',
    actor: { ...actor, sub: '冒名者' },
    cause: { key: 'k2', fingerprint: '' },
    events: [{ type: 'added', data: { n: 99 } }],
    outcome: { ok: true, result: null },
    previousHash: previousHash ?? before?.hash ?? '',
  })
}

describe('H4 the record cannot be rewritten unseen', () => {
  test('H4 untouched chains hold', async () => {
    expect(await verify()).toMatchObject({ chains: 3, commits: 9, broken: [] })
  })

  test('H4 a changed byte is found where it stands', async () => {
    const [, second] = await engine.table.read('case', 'A')
    const { payload } = commitItem(second ?? (await forged('A', 2)))
    await set('A', 2, 'payload', payload.replace('"n":2', '"n":7'))
    expect((await verify()).broken).toEqual([
      { pk: 'case#A', link: 'C#00000002', why: expect.stringContaining('散列') },
    ])
  })

  test('H4 a commit put in another’s place breaks at the one after it, though its own hash fits', async () => {
    await put(commitItem(await forged('A', 2)))
    expect((await verify()).broken).toMatchObject([{ pk: 'case#A', link: 'C#00000003' }])
  })

  test('H4 one that follows no commit, one dropped from the middle, one taken from another chain', async () => {
    await put(commitItem(await forged('A', 4, 'f'.repeat(64))))
    await remove('B', 2)
    const moved = commitItem((await engine.table.read('case', 'A'))[1] ?? (await forged('A', 2)))
    await put({ ...moved, pk: `case#${uscc}` })
    const { broken } = await verify()
    expect(new Map(broken.map(({ pk, link }) => [pk, link]))).toEqual(
      new Map([
        ['case#A', 'C#00000004'],
        ['case#B', 'C#00000002'],
        [`case#${uscc}`, 'C#00000002'],
      ]),
    )
  })

  test('H4 a tail cut off is found where a view has seen it', async () => {
    await remove('B', 3)
    expect((await verify()).broken).toMatchObject([{ pk: 'case#B', link: 'C#00000003' }])
    await remove('B', 2)
    await remove('B', 1)
    expect((await verify()).broken).toMatchObject([{ pk: 'case#B', link: 'C#00000001' }])
  })
})

test('H4 who changed what about an entity, attempts included, without what names a person', async () => {
  await execute(engine.table, sums, {
    id: uscc,
    cause: { key: 'k4', fingerprint: '' },
    actor: { ...actor, sub: '经办人乙' },
    now: '2025-03-04T00:00:00.000Z',
    decide: () => refuse('wrong-stage', '不能办理'),
  })
  await execute(engine.table, sums, {
    id: 'C',
    cause: { key: 'k5', fingerprint: '' },
    actor,
    now: '2025-03-05T00:00:00.000Z',
    decide: () => accept([{ type: 'opened', data: { n: 5, uscc } }], null),
  })
  const changes = await changesOf(engine.table.client, [engine.table.name], uscc)
  expect(changes.map(({ pk, version, actor: { sub } }) => [pk, version, sub])).toEqual([
    [`case#${uscc}`, 1, '经办人甲'],
    [`case#${uscc}`, 2, '经办人甲'],
    [`case#${uscc}`, 3, '经办人甲'],
    [`case#${uscc}`, 4, '经办人乙'],
    ['case#C', 1, '经办人甲'],
  ])
  expect(changes[3]).toMatchObject({ refusal: 'wrong-stage' })
  expect(changes[0]?.events).toEqual(['added {"n":1}'])
})

const run = (...args: readonly string[]): Promise<{ code: number | null; text: string }> =>
  new Promise((resolve, reject) => {
    const endpoint = engine.table.client.config.endpoint
    const start = async () => {
      const at = await endpoint?.()
      const child = spawn(process.execPath, ['scripts/audit.ts', ...args], {
        env: { ...process.env, DYNAMODB_ENDPOINT: `http://127.0.0.1:${at?.port ?? 0}` },
      })
      let text = ''
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', chunk => {
          text += String(chunk)
        })
      child.once('error', reject)
      child.once('exit', code => resolve({ code, text }))
    }
    start().catch(reject)
  })

test('H4 the command names the first broken link and ends with 1; sound chains end with 0, no sense with 2', async () => {
  const table = ['--table', engine.table.name]
  expect(await run('verify', ...table)).toMatchObject({ code: 0, text: expect.stringContaining('各链完好') })
  expect(await run('entity', uscc, ...table)).toMatchObject({
    code: 0,
    text: expect.stringContaining('共 3 笔'),
  })
  await set('A', 2, 'hash', '0'.repeat(64))
  const found = await run('verify', ...table)
  expect(found).toMatchObject({ code: 1, text: expect.stringContaining('case#A C#00000002') })
  expect((await run('look')).code).toBe(2)
}, 60_000)
