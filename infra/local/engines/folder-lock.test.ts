import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startStack } from '../stack.ts'
import { emptyFolder, lockFolder } from './folder-lock.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rongxie-lock-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a folder has one holder at a time', () => {
  const unlock = lockFolder(folder)
  expect(() => lockFolder(folder)).toThrow('正被另一个进程使用')
  unlock()
  lockFolder(folder)()
})

test('a second start, fresh or not, leaves the data and the bundles of the stack that runs there alone', async () => {
  const unlock = lockFolder(folder)
  await writeFile(join(folder, 'dynamodb.db'), 'data')
  for (const fresh of [true, false])
    await expect(startStack({ province: '51', dataDir: folder, port: 8787, fresh })).rejects.toThrow(
      '正被另一个进程使用',
    )
  expect(existsSync(join(folder, 'dynamodb.db'))).toBe(true)
  expect(existsSync(join(folder, 'cloud-assembly'))).toBe(false)
  unlock()
})

test('emptied, it holds the lock and nothing else', async () => {
  const unlock = lockFolder(folder)
  await writeFile(join(folder, 'dynamodb.db'), 'data')
  await emptyFolder(folder)
  expect((await readdir(folder)).filter(name => !name.startsWith('lock.db'))).toEqual([])
  expect(() => lockFolder(folder)).toThrow('正被另一个进程使用')
  unlock()
})

test('a folder that cannot be written is named', async () => {
  const file = join(folder, 'file')
  await writeFile(file, '')
  expect(() => lockFolder(join(file, '51'))).toThrow(/^数据目录 .*51 无法写入：/)
})
