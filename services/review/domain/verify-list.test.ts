import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, verify } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testSigner, testSm2Signer } from '#shared/keys/testing.ts'
import { at, county, listId } from '../testing/cases.ts'
import { digestOf, leafOf, pathOf } from './merkle.ts'
import { statementOf } from './statement.ts'
import { verifyList, verifyProof } from './verify-list.ts'

const signer = testSigner()
const stockTool = 'openssl'

const signedList = async (rows: readonly Record<string, unknown>[], by = signer) => {
  const head = { listId, regionCode: county, digest: digestOf(rows) }
  const who = { signedBy: { org: 'county', sub: 'convener' }, signedAt: at }
  const statement = statementOf({ ...head, ...who, rows: rows.length })
  return { ...head, ...who, rows, statement, ...(await by.sign(statement)) }
}

const rows = [
  { applicationId: 'A-01', amountFen: 100 },
  { applicationId: 'A-02', amountFen: 200 },
  { applicationId: 'A-03', amountFen: 300 },
]
const list = await signedList(rows)
const [a, b, c] = rows
const problem = (document: unknown, key?: string) => {
  const verdict = verifyList(document, key)
  return verdict.ok ? undefined : verdict.problem
}

describe('C4 what was signed can be proven later', () => {
  test('C4 an untouched list verifies, also after a way through a file', () => {
    expect(verifyList(JSON.parse(JSON.stringify(list, null, 2)), list.publicKey)).toMatchObject({
      ok: true,
      rows: 3,
      statement: list.statement,
    })
  })

  test.each([
    ['a row changed', [a, { ...b, amountFen: 201 }, c]],
    ['a field added to a row', [a, { ...b, note: '' }, c]],
    ['a row added', [...rows, { applicationId: 'A-04', amountFen: 1 }]],
    ['the last row doubled', [...rows, c]],
    ['a row dropped', [a, c]],
    ['rows reordered', [b, a, c]],
  ])('C4 %s is found', (_, changed) => {
    expect(problem({ ...list, rows: changed })).toMatch(/有行被改动、增加、删除或调换了次序/)
  })

  test.each([
    ['the digest too', { rows: [a, c], digest: digestOf([a, c]) }],
    ['the list id', { listId: 'RL-511702-ffffffffffff' }],
    ['the county', { regionCode: '511703' }],
    ['the signer', { signedBy: { org: 'county', sub: 'someone' } }],
    ['the time', { signedAt: '2025-03-04T02:00:00.000Z' }],
  ])('C4 with %s changed, the statement no longer fits', (_, change) => {
    expect(problem({ ...list, ...change })).toMatch(/签发声明/)
  })

  test('C4 a statement rewritten to fit has no signature', () => {
    const signedBy = { org: 'county', sub: 'someone' }
    const statement = statementOf({ ...list, rows: 3, signedBy })
    expect(problem({ ...list, signedBy, statement })).toMatch(/签名不是/)
  })

  test('C4 a signature by another key is found', async () => {
    const forged = await signedList(rows, testSigner())
    expect(problem({ ...list, signature: forged.signature })).toMatch(/签名不是/)
    expect(problem(forged, list.publicKey)).toMatch(/不是指定的可信公钥/)
    expect(verifyList(forged).ok).toBe(true)
  })

  test('C4 keys of another kind, broken keys and unsigned lists are told apart', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
      type: 'spki',
      format: 'pem',
    })
    expect(problem({ ...list, publicKey: rsa })).toMatch(/P-256/)
    expect(problem({ ...list, publicKey: 'no key' })).toMatch(/P-256/)
    expect(problem(list, 'no key')).toMatch(/可信公钥不可用/)
    expect(problem({ ...list, signature: undefined })).toMatch(/字段 signature/)
    expect(problem(undefined)).toMatch(/整体/)
  })

  test('C4 no single change of a document goes unseen', () => {
    const text = JSON.stringify(list)
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom('0', 'a', 'Z', '9'), (position, letter) => {
        const changed = text.slice(0, position) + letter + text.slice(position + 1)
        let document: unknown
        try {
          document = JSON.parse(changed)
        } catch {
          return
        }
        if (JSON.stringify(document) === text) return
        // Trailing bits of base64 and the line breaks of PEM carry nothing.
        const read = document as Partial<typeof list>
        const sameBytes =
          Buffer.from(read.signature ?? '', 'base64').equals(Buffer.from(list.signature, 'base64')) &&
          JSON.stringify({ ...read, signature: '', publicKey: '' }) ===
            JSON.stringify({ ...list, signature: '', publicKey: '' })
        if (sameBytes) return
        expect(verifyList(document, list.publicKey).ok).toBe(false)
      }),
      { numRuns: 1000 },
    )
  })

  test('C4 stock tools verify the statement without this product', () => {
    const signature = Buffer.from(list.signature, 'base64')
    expect(verify('sha256', Buffer.from(list.statement), list.publicKey, signature)).toBe(true)
    const folder = mkdtempSync(join(tmpdir(), 'signed-list-'))
    const [key, sig, text] = ['key.pem', 'statement.sig', 'statement.txt'].map(name => join(folder, name))
    try {
      writeFileSync(key ?? '', list.publicKey)
      writeFileSync(sig ?? '', signature)
      writeFileSync(text ?? '', list.statement)
      const args = ['dgst', '-sha256', '-verify', key ?? '', '-signature', sig ?? '', text ?? '']
      expect(execFileSync(stockTool, args, { encoding: 'utf8' })).toMatch(/Verified OK/)
    } catch (error) {
      // A machine without openssl has the check by node:crypto above.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('C4 a list signed by SM2 verifies by the algorithm that it names, and by no other', async () => {
    const sm2 = await signedList(rows, testSm2Signer())
    expect(sm2.algorithm).toBe('SM2DSA')
    expect(verifyList(JSON.parse(JSON.stringify(sm2)), sm2.publicKey)).toMatchObject({ ok: true, rows: 3 })
    expect(problem({ ...sm2, rows: [a, c] })).toMatch(/有行被改动/)
    expect(problem({ ...sm2, algorithm: 'ECDSA_SHA_256' })).toMatch(/P-256/)
    expect(problem({ ...list, algorithm: 'SM2DSA' })).toMatch(/SM2 公钥/)
    const other = await signedList(rows, testSm2Signer())
    expect(problem({ ...sm2, signature: other.signature })).toMatch(/签名不是/)
    expect(problem(sm2, other.publicKey)).toMatch(/不是指定的可信公钥/)
    expect(problem(sm2, list.publicKey)).toMatch(/不是指定的可信公钥/)
    expect(problem({ ...sm2, algorithm: 'RSA' })).toMatch(/字段 algorithm/)
  })

  test.each([testSigner, testSm2Signer])('C4 one row is proven without the others (%s)', async signerOf => {
    const { rows: _, ...head } = await signedList(rows, signerOf())
    const path = pathOf(rows.map(leafOf), 1)
    const proof = { ...head, totalRows: 3, index: 1, row: b, path }
    expect(verifyProof(JSON.parse(JSON.stringify(proof)), head.publicKey)).toMatchObject({
      ok: true,
      index: 1,
    })
    for (const change of [
      { row: a },
      { index: 0 },
      { index: 2 },
      { totalRows: 4 },
      { path: path.slice(1) },
      { path: [...path, path[0]] },
      { digest: digestOf([a]) },
      { signedAt: '2025-03-04T02:00:00.000Z' },
      { publicKey: list.publicKey === head.publicKey ? '' : list.publicKey },
      { path: ['x'] },
    ])
      expect(verifyProof({ ...proof, ...change }), JSON.stringify(change)).toMatchObject({ ok: false })
  })
})
