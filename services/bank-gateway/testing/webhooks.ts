import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { Signer } from '#shared/keys/signer.ts'
import { testSigner } from '#shared/keys/testing.ts'
import type { Deps } from '../deps.ts'
import type { MessageSigner } from '../webhooks/kms-signer.ts'
import { webhookPost } from '../webhooks/post.ts'

/** The province's webhook key over a fresh key in memory. */
export const messageSigner = (signer: Signer = testSigner()): MessageSigner => ({
  key: async () => {
    const { algorithm, publicKey } = await signer.sign('')
    return { algorithm, publicKey }
  },
  sign: async text => (await signer.sign(text)).signature,
})

export type Woken = { readonly bankIds: readonly string[]; readonly delaySeconds: number }

/** Webhooks that reach loopback; who is to be delivered to is only noted. */
export const testWebhooks = (patienceMs = 500) => {
  const woken: Woken[] = []
  const deps: Pick<Deps, 'deliveries' | 'webhooks'> = {
    deliveries: {
      wake: async (bankIds, delaySeconds = 0) => void woken.push({ bankIds, delaySeconds }),
    },
    webhooks: {
      post: webhookPost({ loopback: true, patienceMs }),
      signer: messageSigner(),
      loopback: true,
    },
  }
  return { woken, ...deps }
}

export type Arrived = { readonly headers: IncomingHttpHeaders; readonly body: string }

/** A bank's endpoint on loopback; `answer` may be changed at any time. */
export const startReceiver = async (
  answer: (response: ServerResponse, arrived: Arrived) => void = response => response.writeHead(204).end(),
) => {
  const arrived: Arrived[] = []
  const receiver = { answer, arrived, url: '', stop: async () => {} }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.once('end', () => {
      const one = { headers: request.headers, body: Buffer.concat(chunks).toString() }
      arrived.push(one)
      receiver.answer(response, one)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  receiver.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hook`
  receiver.stop = async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
  return receiver
}
export type Receiver = Awaited<ReturnType<typeof startReceiver>>
