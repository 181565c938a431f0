import { mkdirSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const lockFile = 'lock.db'

const openLock = (dataDir: string): DatabaseSync => {
  try {
    mkdirSync(dataDir, { recursive: true })
    return new DatabaseSync(join(dataDir, lockFile))
  } catch (error) {
    throw new Error(`数据目录 ${dataDir} 无法写入：${(error as Error).message}`)
  }
}

/** Holds the data folder for one process; the kernel lets go of it however that process ends. */
export const lockFolder = (dataDir: string): (() => void) => {
  const lock = openLock(dataDir)
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch {
    lock.close()
    throw new Error(`数据目录 ${dataDir} 正被另一个进程使用`)
  }
  return () => lock.close()
}

/** Forgets all that is kept, but not the lock: only who holds it may do this. */
export const emptyFolder = async (dataDir: string): Promise<void> => {
  for (const name of await readdir(dataDir))
    if (!name.startsWith(lockFile)) await rm(join(dataDir, name), { recursive: true, force: true })
}
