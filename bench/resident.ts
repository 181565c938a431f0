import { readdir, readFile } from 'node:fs/promises'

/** Resident bytes of a process and all its descendants, from /proc; shared pages count once each time they are mapped. */
export const residentBytesOfTree = async (root: number): Promise<number> => {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number)
  const parents = new Map<number, number>()
  const resident = new Map<number, number>()
  for (const pid of pids) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
    const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
    parents.set(pid, field('PPid'))
    resident.set(pid, field('VmRSS') * 1024)
  }
  const below = (pid: number): boolean => {
    for (let at = pid; at > 1; at = parents.get(at) ?? 0) if (at === root) return true
    return false
  }
  return pids.filter(below).reduce((sum, pid) => sum + (resident.get(pid) ?? 0), 0)
}
