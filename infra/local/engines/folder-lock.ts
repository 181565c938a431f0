import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Holds the data folder for one process; the kernel lets go of it however that process ends. */
export const lockFolder = (dataDir: string): (() => void) => {
  const lock = new DatabaseSync(join(dataDir, 'lock.db'))
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch {
    lock.close()
    throw new Error(`数据目录 ${dataDir} 正被另一个进程使用`)
  }
  return () => lock.close()
}
