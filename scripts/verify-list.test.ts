import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { testSm2Signer } from '#shared/keys/testing.ts'
import { digestOf, leafOf, pathOf } from '../services/review/domain/merkle.ts'
import { statementOf } from '../services/review/domain/statement.ts'

const folder = mkdtempSync(join(tmpdir(), 'verify-list-'))
afterAll(() => rmSync(folder, { recursive: true }))

const run = async (...args: readonly string[]): Promise<{ code: unknown; text: string }> => {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['scripts/verify-list.ts', ...args])
    return { code: 0, text: stdout }
  } catch (error) {
    const { code, stderr } = error as { code: unknown; stderr: string }
    return { code, text: stderr }
  }
}

const save = (name: string, content: unknown): string => {
  const file = join(folder, name)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

test('C4 the command takes a list, a folder of its pages or the proof of one row', async () => {
  const rows = ['A-01', 'A-02', 'A-03'].map(applicationId => ({ applicationId }))
  const head = {
    listId: 'RL-511702-0123456789ab',
    regionCode: '511702',
    digest: digestOf(rows),
    signedBy: { org: 'county', sub: 'convener' },
    signedAt: '2025-03-03T02:00:00.000Z',
  }
  const statement = statementOf({ ...head, rows: rows.length })
  const signed = { ...head, statement, ...(await testSm2Signer().sign(statement)) }
  const key = save('key.pem', signed.publicKey)

  const whole = save('list.json', { ...signed, totalRows: 3, firstRow: 0, rows })
  expect(await run(whole, key)).toMatchObject({ code: 0, text: expect.stringContaining('3 户') })

  const pages = join(folder, 'pages')
  mkdirSync(pages)
  save('pages/b.json', { ...signed, totalRows: 3, firstRow: 0, rows: rows.slice(0, 2) })
  expect(await run(pages)).toMatchObject({ code: 1, text: expect.stringContaining('共 3 户') })
  save('pages/a.json', { ...signed, totalRows: 3, firstRow: 2, rows: rows.slice(2) })
  expect(await run(pages, key)).toMatchObject({ code: 0, text: expect.stringContaining('3 户') })

  const proof = { ...signed, totalRows: 3, index: 2, row: rows[2], path: pathOf(rows.map(leafOf), 2) }
  const good = await run(save('proof.json', proof), key)
  expect(good).toMatchObject({ code: 0, text: expect.stringContaining('第 3 位') })
  const bad = await run(save('bad.json', { ...proof, row: rows[1] }), key)
  expect(bad).toMatchObject({ code: 1, text: expect.stringContaining('与清单摘要不符') })
  expect((await run(save('broken.json', '{'))).code).toBe(1)
  expect((await run()).code).toBe(1)
}, 60_000)
