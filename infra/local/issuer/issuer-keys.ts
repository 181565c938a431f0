import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import * as z from 'zod'

export type IssuerKeys = {
  /** Private RS256 keys, for the issuer alone. */
  readonly jwks: { readonly keys: JWK[] }
  readonly cookieSecret: string
}

const jwkSchema = z.looseObject({ kty: z.literal('RSA'), kid: z.string(), n: z.string(), e: z.string() })
const storedSchema = z.object({
  jwks: z.object({ keys: z.array(jwkSchema).min(1) }),
  cookieSecret: z.string(),
})

const fresh = async (): Promise<IssuerKeys> => {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk = await exportJWK(privateKey)
  const kid = await calculateJwkThumbprint(jwk)
  return {
    jwks: { keys: [{ ...jwk, kid, alg: 'RS256', use: 'sig' }] },
    cookieSecret: randomBytes(32).toString('base64url'),
  }
}

/** The issuer's keys: the same at every start, so that tokens and sign-ins outlive a restart. */
export const openIssuerKeys = async (dataDir: string): Promise<IssuerKeys> => {
  const folder = join(dataDir, 'issuer')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'keys.json')
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, JSON.stringify(await fresh()), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  return storedSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
}

/** What anyone may know of them. */
export const publicKeys = ({ jwks }: IssuerKeys): { keys: JWK[] } => ({
  keys: jwks.keys.map(({ kty, kid, n, e, alg, use }) => ({ kty, kid, n, e, alg, use }) as JWK),
})
