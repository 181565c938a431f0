import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import type { Key } from './key-store.ts'
import { keyIdIn, seal, unseal } from './sealing.ts'
import { type SigningKey, schemeOf, signingAlgorithms } from './signing.ts'

/** A refusal under the name the service's clients know. */
export class KmsError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export type Keys = {
  readonly byId: ReadonlyMap<string, Key>
  /** Alias name → key id. */
  readonly aliases: ReadonlyMap<string, string>
  readonly arnOf: (keyId: string) => string
}

type Symmetric = Extract<Key, { spec: 'SYMMETRIC_DEFAULT' }>

const find = ({ byId, aliases }: Keys, given: string): Key => {
  const name = given.startsWith('arn:') ? given.split(':').slice(5).join(':') : given
  const id = name.startsWith('alias/') ? (aliases.get(name) ?? name) : name.replace(/^key\//, '')
  const key = byId.get(id)
  if (key === undefined) throw new KmsError('NotFoundException', `Key '${given}' does not exist`)
  return key
}

const symmetric = (keys: Keys, id: string): Symmetric => {
  const key = find(keys, id)
  if (key.spec !== 'SYMMETRIC_DEFAULT')
    throw new KmsError('InvalidKeyUsageException', 'the key is for SIGN_VERIFY')
  return key
}

const signing = (keys: Keys, id: string): SigningKey => {
  const key = find(keys, id)
  if (key.spec === 'SYMMETRIC_DEFAULT')
    throw new KmsError('InvalidKeyUsageException', 'the key is for ENCRYPT_DECRYPT')
  return key
}

const bytes = z.base64().transform(text => Buffer.from(text, 'base64'))
const context = z.record(z.string(), z.string()).default({})
const algorithm = { SigningAlgorithm: z.enum(Object.values(signingAlgorithms)) }
const message = { Message: bytes, MessageType: z.enum(['RAW', 'DIGEST']).default('RAW'), ...algorithm }

const schemas = {
  key: z.object({ KeyId: z.string() }),
  encrypt: z.object({
    KeyId: z.string(),
    Plaintext: bytes.refine(plain => plain.length >= 1 && plain.length <= 4096),
    EncryptionContext: context,
  }),
  decrypt: z.object({ KeyId: z.string().optional(), CiphertextBlob: bytes, EncryptionContext: context }),
  dataKey: z.object({
    KeyId: z.string(),
    KeySpec: z.enum(['AES_128', 'AES_256']).optional(),
    NumberOfBytes: z.int().min(1).max(1024).optional(),
    EncryptionContext: context,
  }),
  sign: z.object({ KeyId: z.string(), ...message }),
  verify: z.object({ KeyId: z.string(), Signature: bytes, ...message }),
}

/** The key by the algorithm that was asked for, with the digest of the message. */
const schemeFor = (
  keys: Keys,
  input: { KeyId: string; Message: Buffer; MessageType: string; SigningAlgorithm: string },
) => {
  const key = signing(keys, input.KeyId)
  if (signingAlgorithms[key.spec] !== input.SigningAlgorithm)
    throw new KmsError('InvalidKeyUsageException', `the key does not sign by ${input.SigningAlgorithm}`)
  const scheme = schemeOf(key)
  if (input.MessageType === 'DIGEST' && input.Message.length !== 32)
    throw new KmsError('ValidationException', 'Digest is invalid length for algorithm')
  const digest = input.MessageType === 'RAW' ? scheme.digestOf(input.Message) : input.Message
  return { keyId: key.keyId, scheme, digest }
}

const open = (keys: Keys, input: z.output<typeof schemas.decrypt>) => {
  const invalid = new KmsError('InvalidCiphertextException', 'ciphertext or encryption context does not fit')
  const id = keyIdIn(input.CiphertextBlob)
  if (id === undefined || !keys.byId.has(id)) throw invalid
  if (input.KeyId !== undefined && find(keys, input.KeyId).keyId !== id)
    throw new KmsError('IncorrectKeyException', 'the ciphertext was made by another key')
  const plain = unseal(symmetric(keys, id).secret, input.CiphertextBlob, input.EncryptionContext)
  if (plain === undefined) throw invalid
  return {
    KeyId: keys.arnOf(id),
    Plaintext: plain.toString('base64'),
    EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
  }
}

const dataKey = (keys: Keys, input: z.output<typeof schemas.dataKey>) => {
  const key = symmetric(keys, input.KeyId)
  const plain = randomBytes(input.NumberOfBytes ?? (input.KeySpec === 'AES_128' ? 16 : 32))
  return {
    KeyId: keys.arnOf(key.keyId),
    Plaintext: plain.toString('base64'),
    CiphertextBlob: seal(key.keyId, key.secret, plain, input.EncryptionContext).toString('base64'),
  }
}

const describe = (keys: Keys, key: Key) => ({
  KeyMetadata: {
    KeyId: key.keyId,
    Arn: keys.arnOf(key.keyId),
    Enabled: true,
    KeyState: 'Enabled',
    KeyManager: 'CUSTOMER',
    KeySpec: key.spec,
    KeyUsage: key.spec === 'SYMMETRIC_DEFAULT' ? 'ENCRYPT_DECRYPT' : 'SIGN_VERIFY',
  },
})

type Operation = (keys: Keys, body: unknown) => object

/** The operations this product may ever call, by the name the protocol gives them. */
export const operations: Readonly<Record<string, Operation>> = {
  Encrypt: (keys, body) => {
    const input = schemas.encrypt.parse(body)
    const { keyId, secret } = symmetric(keys, input.KeyId)
    const blob = seal(keyId, secret, input.Plaintext, input.EncryptionContext)
    return {
      KeyId: keys.arnOf(keyId),
      CiphertextBlob: blob.toString('base64'),
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    }
  },
  Decrypt: (keys, body) => open(keys, schemas.decrypt.parse(body)),
  GenerateDataKey: (keys, body) => dataKey(keys, schemas.dataKey.parse(body)),
  Sign: (keys, body) => {
    const input = schemas.sign.parse(body)
    const { keyId, scheme, digest } = schemeFor(keys, input)
    return {
      KeyId: keys.arnOf(keyId),
      Signature: scheme.sign(digest).toString('base64'),
      SigningAlgorithm: input.SigningAlgorithm,
    }
  },
  Verify: (keys, body) => {
    const input = schemas.verify.parse(body)
    const { keyId, scheme, digest } = schemeFor(keys, input)
    if (!scheme.verify(digest, input.Signature))
      throw new KmsError('KMSInvalidSignatureException', 'the signature does not fit')
    return { KeyId: keys.arnOf(keyId), SignatureValid: true, SigningAlgorithm: input.SigningAlgorithm }
  },
  GetPublicKey: (keys, body) => {
    const key = signing(keys, schemas.key.parse(body).KeyId)
    return {
      KeyId: keys.arnOf(key.keyId),
      PublicKey: schemeOf(key).publicDer.toString('base64'),
      KeySpec: key.spec,
      KeyUsage: 'SIGN_VERIFY',
      SigningAlgorithms: [signingAlgorithms[key.spec]],
    }
  },
  DescribeKey: (keys, body) => describe(keys, find(keys, schemas.key.parse(body).KeyId)),
}
