import { createServer, type IncomingMessage } from 'node:http'
import * as z from 'zod'
import { type Keys, KmsError, operations } from './operations.ts'

export type KmsEndpoint = { readonly endpoint: string; readonly stop: () => Promise<void> }

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

const refusalOf = (error: unknown): { status: number; code: string; message: string } => {
  if (error instanceof KmsError) return { status: 400, code: error.code, message: error.message }
  if (error instanceof z.ZodError || error instanceof SyntaxError)
    return { status: 400, code: 'ValidationException', message: error.message }
  return { status: 500, code: 'KMSInternalException', message: String(error) }
}

/** KMS on loopback: the JSON protocol of the service over keys of the data folder. */
export const startKms = async (keys: Keys): Promise<KmsEndpoint> => {
  const answer = async (request: IncomingMessage) => {
    const name = String(request.headers['x-amz-target']).replace(/^TrentService\./, '')
    const operation = operations[name]
    if (operation === undefined)
      throw new KmsError('UnknownOperationException', `${name} is not among the operations of this endpoint`)
    return operation(keys, await bodyOf(request))
  }
  const server = createServer((request, response) => {
    const send = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
      response.end(JSON.stringify(body))
    }
    answer(request).then(
      body => send(200, body),
      error => {
        const { status, code, message } = refusalOf(error)
        send(status, { __type: code, message })
      },
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
