import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const port = 20_000 + (process.pid % 10_000)

/** Starts `npm start -- --once` with a place of its own for all that is temporary; `until` says when to end it. */
const ended = async (signal: 'SIGINT' | 'SIGTERM', until: string) => {
  const place = await mkdtemp(join(tmpdir(), 'rongxie-cli-'))
  try {
    const args = [join(import.meta.dirname, 'cli.ts'), '--once', '--no-demo', '--port', String(port)]
    const cli = spawn(process.execPath, args, { env: { ...process.env, TMPDIR: place } })
    let said = ''
    for (const stream of [cli.stdout, cli.stderr])
      stream.on('data', (bytes: Buffer) => {
        const heard = said.includes(until)
        said += bytes
        if (!heard && said.includes(until)) cli.kill(signal)
      })
    const [code] = await once(cli, 'close')
    return { code, said, left: await readdir(place) }
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s while the stacks are still synthesised ends all of it and leaves nothing',
  async signal => {
    const { code, said, left } = await ended(signal, '融协')
    expect(said).toContain('正在停止')
    expect(said).not.toContain('服务已就绪')
    expect([code, left]).toEqual([130, []])
  },
)

test('a run that cannot start leaves no folder behind', async () => {
  const taken = createServer().listen(port, '127.0.0.1')
  try {
    const { code, said, left } = await ended('SIGTERM', 'never said')
    expect(said).toContain(`端口 ${port} 已被占用`)
    expect([code, left]).toEqual([1, []])
  } finally {
    taken.close()
  }
})
