import { Agent, request } from 'node:http'

/** Calls one operation of an AWS JSON service; answers and refusals are parsed JSON. */
export type AwsCall = (target: string, body: object) => Promise<Record<string, unknown>>

export class AwsError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(`${code}: ${message}`)
    this.code = code
  }
}

/**
 * A client for the local DynamoDB: the wire form of a stream record is just what a function is handed,
 * and polling five streams by the SDK costs several times the work. Engines look at the header, not the signature.
 */
export const awsJsonClient = (endpoint: string, region: string): { call: AwsCall; close: () => void } => {
  const url = new URL(endpoint)
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  const authorization = `AWS4-HMAC-SHA256 Credential=local/20250101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`
  const call: AwsCall = (target, body) =>
    new Promise((resolve, reject) => {
      const payload = JSON.stringify(body)
      const outgoing = request(
        url,
        {
          agent,
          method: 'POST',
          headers: {
            'content-type': 'application/x-amz-json-1.0',
            'content-length': Buffer.byteLength(payload),
            'x-amz-date': '20250101T000000Z',
            'x-amz-target': target,
            authorization,
          },
        },
        response => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            const answer = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}')
            if (response.statusCode === 200) return resolve(answer)
            const code =
              String(answer.__type ?? response.statusCode)
                .split('#')
                .at(-1) ?? ''
            reject(new AwsError(code, String(answer.message ?? answer.Message ?? '')))
          })
        },
      )
      outgoing.on('error', reject)
      outgoing.end(payload)
    })
  return { call, close: () => agent.destroy() }
}
