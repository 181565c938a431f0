import fc from 'fast-check'
import smCrypto from 'sm-crypto'
import { expect, test } from 'vitest'
import {
  newSm2Key,
  signSm2,
  signSm2Digest,
  sm2Digest,
  sm2PointOf,
  sm2SignerId,
  sm2Spki,
  verifySm2,
  verifySm2Digest,
} from './sm2.ts'

/** A second implementation, written apart from the one in use. */
const oracle = smCrypto.sm2
const options = { der: true, hash: true, userId: sm2SignerId }

test('C4 the example of GM/T 0003.5 comes out as printed', () => {
  const point =
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13'
  const message = Buffer.from('message digest')
  expect(sm2Digest(message, point).toString('hex')).toBe(
    'f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640',
  )
  const r = 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3'
  const s = 'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa'
  const signature = Buffer.from(`3046022100${r}022100${s}`, 'hex')
  expect(verifySm2(message, signature, point)).toBe(true)
  expect(verifySm2(Buffer.from('message digesT'), signature, point)).toBe(false)
})

test('C4 another implementation accepts our signatures, and we accept its', () => {
  const key = newSm2Key()
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), message => {
      const ours = signSm2(message, key)
      expect(oracle.doVerifySignature([...message], ours.toString('hex'), key.point, options)).toBe(true)
      const theirs = Buffer.from(
        oracle.doSignature([...message], key.secret, { ...options, publicKey: key.point }),
        'hex',
      )
      expect(verifySm2(message, theirs, key.point)).toBe(true)
      expect(verifySm2(Buffer.concat([message, Buffer.of(0)]), theirs, key.point)).toBe(false)
      expect(verifySm2(message, theirs, newSm2Key().point)).toBe(false)
    }),
    { numRuns: 25 },
  )
})

test('C4 a digest that is already made is signed as the message would be', () => {
  const key = newSm2Key()
  const message = Buffer.from('推荐清单')
  const signature = signSm2Digest(sm2Digest(message, key.point), key)
  expect(verifySm2(message, signature, key.point)).toBe(true)
  expect(verifySm2Digest(sm2Digest(message, key.point), signature, key.point)).toBe(true)
  expect(verifySm2Digest(sm2Digest(Buffer.from('别的'), key.point), signature, key.point)).toBe(false)
})

test('C4 a key goes through SubjectPublicKeyInfo and back; what is no SM2 key is none', () => {
  const { point } = newSm2Key()
  expect(sm2PointOf(sm2Spki(point))).toBe(point)
  expect(sm2PointOf(sm2Spki(`04${'11'.repeat(64)}`))).toBeUndefined()
  expect(sm2PointOf(sm2Spki(point).subarray(1))).toBeUndefined()
  expect(sm2PointOf(Buffer.of())).toBeUndefined()
  expect(verifySm2(Buffer.from('x'), Buffer.from('no signature'), point)).toBe(false)
})
