import { createHash, createPublicKey, verify } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GetPublicKeyCommand,
  KMSClient,
  SignCommand,
  VerifyCommand,
} from '@aws-sdk/client-kms'
import smCrypto from 'sm-crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kmsSigner } from '#shared/keys/signer.ts'
import { sm2Digest, sm2PointOf } from '#shared/keys/sm2.ts'
import { type KmsEndpoint, startKms } from './endpoint.ts'
import { openKey } from './key-store.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'rongxie-kms-'))
const places = {
  fields: 'shared/Fields',
  other: 'shared/Other',
  sign: 'shared/Sign',
  sm2: 'shared/Sm2',
} as const

const openAll = () => ({
  fields: openKey(dataDir, places.fields, 'SYMMETRIC_DEFAULT'),
  other: openKey(dataDir, places.other, 'SYMMETRIC_DEFAULT'),
  sign: openKey(dataDir, places.sign, 'ECC_NIST_P256'),
  sm2: openKey(dataDir, places.sm2, 'SM2'),
})

const serve = (keys: ReturnType<typeof openAll>) =>
  startKms({
    byId: new Map(Object.values(keys).map(key => [key.keyId, key])),
    aliases: new Map([['alias/fields', keys.fields.keyId]]),
    arnOf: id => `arn:aws-cn:kms:cn-northwest-1:000000000000:key/${id}`,
  })

const keys = openAll()
let endpoint: KmsEndpoint
let kms: KMSClient

beforeAll(async () => {
  endpoint = await serve(keys)
  kms = new KMSClient({
    endpoint: endpoint.endpoint,
    region: 'cn-northwest-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  })
})

afterAll(async () => {
  kms.destroy()
  await endpoint.stop()
  rmSync(dataDir, { recursive: true })
})

const plain = new TextEncoder().encode('13800000000')
const context = { EncryptionContext: { entity: 'e1', field: 'phone' } }
const seal = () => kms.send(new EncryptCommand({ KeyId: 'alias/fields', Plaintext: plain, ...context }))

describe('sealing personal data', () => {
  test('H3 what is sealed under an alias opens again, the order of the context aside', async () => {
    const { CiphertextBlob } = await seal()
    expect(Buffer.from(CiphertextBlob ?? []).includes(Buffer.from(plain))).toBe(false)
    const { Plaintext, KeyId } = await kms.send(
      new DecryptCommand({ CiphertextBlob, EncryptionContext: { field: 'phone', entity: 'e1' } }),
    )
    expect(Plaintext).toEqual(plain)
    expect(KeyId).toContain(keys.fields.keyId)
  })

  test('H3 the same text sealed twice does not look the same', async () => {
    const [one, two] = [await seal(), await seal()]
    expect(one.CiphertextBlob).not.toEqual(two.CiphertextBlob)
  })

  test('H3 another context, another key or a changed byte does not open it', async () => {
    const { CiphertextBlob = new Uint8Array() } = await seal()
    const changed = Uint8Array.from(CiphertextBlob, (byte, at) =>
      at === CiphertextBlob.length - 1 ? byte ^ 1 : byte,
    )
    const open = (input: object) => kms.send(new DecryptCommand({ CiphertextBlob, ...context, ...input }))
    await expect(open({ EncryptionContext: { entity: 'e2', field: 'phone' } })).rejects.toThrow(
      expect.objectContaining({ name: 'InvalidCiphertextException' }),
    )
    await expect(open({ CiphertextBlob: changed })).rejects.toThrow(
      expect.objectContaining({ name: 'InvalidCiphertextException' }),
    )
    await expect(open({ KeyId: keys.other.keyId })).rejects.toThrow(
      expect.objectContaining({ name: 'IncorrectKeyException' }),
    )
  })

  test('H3 a data key comes plain and sealed', async () => {
    const { Plaintext, CiphertextBlob } = await kms.send(
      new GenerateDataKeyCommand({ KeyId: keys.fields.keyId, KeySpec: 'AES_256' }),
    )
    expect(Plaintext).toHaveLength(32)
    expect((await kms.send(new DecryptCommand({ CiphertextBlob }))).Plaintext).toEqual(Plaintext)
  })
})

describe('signing lists', () => {
  const message = Buffer.from('推荐清单')
  const digest = createHash('sha256').update(message).digest()
  const common = { KeyId: keys.sign.keyId, SigningAlgorithm: 'ECDSA_SHA_256' } as const

  test.each([
    ['DIGEST', digest],
    ['RAW', message],
  ] as const)(
    'C4 a signature over %s is verified by anyone who has the public key',
    async (MessageType, Message) => {
      const { PublicKey = new Uint8Array() } = await kms.send(
        new GetPublicKeyCommand({ KeyId: common.KeyId }),
      )
      const key = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' })
      for (let round = 0; round < 20; round++) {
        const { Signature = new Uint8Array() } = await kms.send(
          new SignCommand({ ...common, Message, MessageType }),
        )
        expect(verify('sha256', message, key, Signature)).toBe(true)
        expect(verify('sha256', Buffer.from('x'), key, Signature)).toBe(false)
      }
    },
  )

  test('C4 the endpoint verifies too, and refuses what does not fit', async () => {
    const { Signature } = await kms.send(
      new SignCommand({ ...common, Message: digest, MessageType: 'DIGEST' }),
    )
    const check = (Message: Buffer) =>
      kms.send(new VerifyCommand({ ...common, Message, MessageType: 'RAW', Signature }))
    expect((await check(message)).SignatureValid).toBe(true)
    await expect(check(Buffer.from('另一份'))).rejects.toThrow(
      expect.objectContaining({ name: 'KMSInvalidSignatureException' }),
    )
  })

  test('C4 a signing key seals nothing, a sealing key signs nothing, an unknown key is not found', async () => {
    const attempts = [
      [new EncryptCommand({ KeyId: keys.sign.keyId, Plaintext: plain }), 'InvalidKeyUsageException'],
      [new GetPublicKeyCommand({ KeyId: 'alias/fields' }), 'InvalidKeyUsageException'],
      [new DescribeKeyCommand({ KeyId: 'alias/none' }), 'NotFoundException'],
    ] as const
    for (const [command, name] of attempts)
      await expect(kms.send(command as DescribeKeyCommand)).rejects.toThrow(expect.objectContaining({ name }))
  })
})

describe('signing lists by SM2', () => {
  const message = Buffer.from('推荐清单')
  const common = { KeyId: keys.sm2.keyId, SigningAlgorithm: 'SM2DSA' } as const
  const theOracle = smCrypto.sm2
  const options = { der: true, hash: true, userId: '1234567812345678' }

  test('C4 a signature over the message or its digest is verified by another implementation', async () => {
    const { PublicKey = new Uint8Array(), KeySpec } = await kms.send(
      new GetPublicKeyCommand({ KeyId: common.KeyId }),
    )
    expect(KeySpec).toBe('SM2')
    const point = sm2PointOf(PublicKey) ?? ''
    for (const [MessageType, Message] of [
      ['RAW', message],
      ['DIGEST', sm2Digest(message, point)],
    ] as const) {
      const { Signature = new Uint8Array() } = await kms.send(
        new SignCommand({ ...common, Message, MessageType }),
      )
      const hex = Buffer.from(Signature).toString('hex')
      expect(theOracle.doVerifySignature([...message], hex, point, options)).toBe(true)
      expect(theOracle.doVerifySignature([...message, 0], hex, point, options)).toBe(false)
      const check = (text: Buffer) =>
        kms.send(new VerifyCommand({ ...common, Message: text, MessageType: 'RAW', Signature }))
      expect((await check(message)).SignatureValid).toBe(true)
      await expect(check(Buffer.from('另一份'))).rejects.toThrow(
        expect.objectContaining({ name: 'KMSInvalidSignatureException' }),
      )
    }
  })

  test('C4 each key signs by its own algorithm, and the signer asks for the right one', async () => {
    const wrong = new SignCommand({ ...common, SigningAlgorithm: 'ECDSA_SHA_256', Message: message })
    await expect(kms.send(wrong)).rejects.toThrow(
      expect.objectContaining({ name: 'InvalidKeyUsageException' }),
    )
    const byName = async (keyId: string) => await kmsSigner(kms, keyId).sign('声明')
    expect(await byName(keys.sm2.keyId)).toMatchObject({ algorithm: 'SM2DSA' })
    expect(await byName(keys.sign.keyId)).toMatchObject({ algorithm: 'ECDSA_SHA_256' })
  })
})

test('H3 keys stay the same over a restart and are for their owner alone', () => {
  expect(openAll().fields).toEqual(keys.fields)
  for (const file of readdirSync(join(dataDir, 'kms')))
    expect(statSync(join(dataDir, 'kms', file)).mode & 0o777).toBe(0o600)
})
