import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { newSm2Key } from '#shared/keys/sm2.ts'
import type { KeySpec } from '../assembly/keys.ts'

export type Key = { readonly keyId: string } & (
  | { readonly spec: 'SYMMETRIC_DEFAULT'; readonly secret: Buffer }
  | { readonly spec: 'ECC_NIST_P256'; readonly privateKey: KeyObject }
  | { readonly spec: 'SM2'; readonly secret: string; readonly point: string }
)

const storedSchema = z.discriminatedUnion('spec', [
  z.object({ keyId: z.uuid(), spec: z.literal('SYMMETRIC_DEFAULT'), secret: z.base64() }),
  z.object({ keyId: z.uuid(), spec: z.literal('ECC_NIST_P256'), privateKey: z.string() }),
  z.object({ keyId: z.uuid(), spec: z.literal('SM2'), secret: z.hex(), point: z.hex() }),
])
type Stored = z.output<typeof storedSchema>

const fresh = (spec: KeySpec): Stored => {
  const keyId = randomUUID()
  if (spec === 'SYMMETRIC_DEFAULT') return { keyId, spec, secret: randomBytes(32).toString('base64') }
  if (spec === 'SM2') return { keyId, spec, ...newSm2Key() }
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return { keyId, spec, privateKey }
}

const read = (file: string): Key => {
  const stored = storedSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  if (stored.spec === 'SM2') return stored
  return stored.spec === 'SYMMETRIC_DEFAULT'
    ? { ...stored, secret: Buffer.from(stored.secret, 'base64') }
    : { ...stored, privateKey: createPrivateKey(stored.privateKey) }
}

/** The key that stands in the template at `stack/logicalId`: the same one at every start, readable by its owner alone. */
export const openKey = (dataDir: string, place: string, spec: KeySpec): Key => {
  const folder = join(dataDir, 'kms')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `${place.replace('/', '.')}.json`)
  if (!existsSync(file)) {
    // A half-written key would be a lost key: everything sealed by it is gone.
    writeFileSync(`${file}.new`, JSON.stringify(fresh(spec)), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  const key = read(file)
  if (key.spec !== spec) throw new Error(`数据目录里的密钥 ${place} 是 ${key.spec}，模板要 ${spec}`)
  return key
}
