import { spawn } from 'node:child_process'
import { createServer } from 'node:http'

/** What the kit prints last under `--json`. */
type Told = {
  readonly differences: readonly string[]
  readonly counts: Record<string, number>
  readonly faults: Record<string, number>
  readonly findings: { readonly requirement: string; readonly outcome: string; readonly seen: string }[]
}

/** `npm run bank-kit -- …` as a bank's developer types it. */
export const runKit = async (baseUrl: string, command: string, bank: string, ...args: string[]) => {
  const caller = ['--bank', bank, '--client', `bank-${bank}`, '--secret', 'rongxie-local']
  const child = spawn(
    process.execPath,
    ['bank-kit/main.ts', command, '--base-url', baseUrl, ...caller, '--json', ...args],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
  const code = await new Promise<number>(resolve => child.once('close', exit => resolve(exit ?? -1)))
  return { code, text, told: JSON.parse(text.trim().split('\n').at(-1) ?? '') as Told }
}

export type Kit = Awaited<ReturnType<typeof runKit>>

/** A platform that is not as it says: the real one, seen through a mirror that changes its answers. */
export const liar = async (
  platform: string,
  change: (method: string, path: string, text: string) => string,
) => {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', part => parts.push(part))
    request.on('end', async () => {
      const { method = 'GET', url = '' } = request
      const { host: _host, connection: _connection, ...headers } = request.headers
      const answer = await fetch(`${platform}${url}`, {
        method,
        headers: headers as Record<string, string>,
        ...(method === 'GET' ? {} : { body: Buffer.concat(parts) }),
      })
      const text = change(method, url, await answer.text())
      response
        .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
        .end(text)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const close = (): void => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${port}`, close }
}
