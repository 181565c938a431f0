import { type Answer, notFound, type RawAnswer } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { headersOf } from './pages.ts'

/** A file that stands beside the bundle, with headers that let nothing foreign in. */
export const serveFile = async (
  fileName: string,
  { readFile, issuer }: Deps,
): Promise<Answer<unknown> | RawAnswer> => {
  const text = await readFile(fileName)
  return text === undefined
    ? notFound(`文件 ${fileName}`)
    : { raw: new Response(text, { headers: headersOf(fileName, issuer) }) }
}

/** What the console must know before anyone has signed in. */
export const serveConfig = ({ issuer }: Deps): RawAnswer => ({
  raw: new Response(JSON.stringify({ issuer, clientId: 'console', scope: 'openid' }), {
    headers: headersOf('config.json', issuer),
  }),
})
