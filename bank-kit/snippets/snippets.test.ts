import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bouncyCastle, byJava, byPython, missing } from '../testing/languages.ts'
import { hmacVectors, now, p256Vectors, sm2Vectors, type Vector } from '../testing/vectors.ts'
import { verifyWebhook } from './verify-webhook.ts'
import { verifyWebhookP256 } from './verify-webhook-p256.ts'
import { verifyWebhookSm2 } from './verify-webhook-sm2.ts'

const named = (vectors: readonly Vector[], verdicts: readonly boolean[]) =>
  Object.fromEntries(vectors.map(({ name }, index) => [name, verdicts[index]]))

const expected = (vectors: readonly Vector[]) =>
  named(
    vectors,
    vectors.map(({ genuine }) => genuine),
  )

const believes =
  (verify: typeof verifyWebhook) =>
  ({ keys, headers, body }: Vector): boolean => {
    try {
      verify(keys, headers, body, now.getTime())
      return true
    } catch {
      return false
    }
  }

test('E3 the TypeScript snippet believes what the standard’s own library signed, and nothing else', () => {
  expect(named(hmacVectors, hmacVectors.map(believes(verifyWebhook)))).toEqual(expected(hmacVectors))
})

test('E3 the TypeScript snippet for SM2 believes what another SM2 implementation signed, and nothing else', () => {
  const vectors = sm2Vectors()
  expect(named(vectors, vectors.map(believes(verifyWebhookSm2)))).toEqual(expected(vectors))
})

test('E3 the TypeScript snippet for P-256 believes what its key signed, and nothing else', () => {
  const vectors = p256Vectors()
  expect(named(vectors, vectors.map(believes(verifyWebhookP256)))).toEqual(expected(vectors))
})

test('E3 the Python snippet gives the same verdicts, on the standard library alone', context => {
  context.skip(missing('python3') !== undefined, missing('python3'))
  expect(named(hmacVectors, byPython(hmacVectors))).toEqual(expected(hmacVectors))
})

const noJava = missing('javac') ?? missing('java')

test('E3 the Java snippet gives the same verdicts, on the JDK alone', context => {
  context.skip(noJava !== undefined, noJava)
  expect(named(hmacVectors, byJava('VerifyWebhook', hmacVectors))).toEqual(expected(hmacVectors))
})

test('E3 the Java snippet for P-256 gives the same verdicts, on the JDK alone', context => {
  context.skip(noJava !== undefined, noJava)
  const vectors = p256Vectors()
  expect(named(vectors, byJava('VerifyWebhookP256', vectors))).toEqual(expected(vectors))
})

test('E3 the Java snippet for SM2 gives the same verdicts, with Bouncy Castle', context => {
  context.skip(noJava !== undefined, noJava)
  context.skip(!existsSync(bouncyCastle), `${bouncyCastle} is not there`)
  const vectors = sm2Vectors()
  expect(named(vectors, byJava('VerifyWebhookSm2', vectors))).toEqual(expected(vectors))
})
