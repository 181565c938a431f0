import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import * as z from 'zod'
import { sha256 } from '#shared/domain/canonical.ts'
import { digestOf } from './merkle.ts'
import { statementOf } from './statement.ts'

const documentSchema = z.object({
  listId: z.string(),
  regionCode: z.string(),
  rows: z.array(z.record(z.string(), z.unknown())).min(1),
  digest: z.string(),
  statement: z.string(),
  signature: z.string(),
  algorithm: z.literal('ECDSA_SHA_256'),
  publicKey: z.string(),
  signedBy: z.object({ org: z.string(), sub: z.string() }),
  signedAt: z.string(),
})

export type Verdict =
  | { readonly ok: true; readonly rows: number; readonly statement: string; readonly keyFingerprint: string }
  | { readonly ok: false; readonly problem: string }

const bad = (problem: string): Verdict => ({ ok: false, problem })

const readKey = (pem: string): KeyObject | undefined => {
  try {
    return createPublicKey(pem)
  } catch {
    return undefined
  }
}

const derOf = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' })

/** SHA-256 of the key's DER: what a county publishes once, so that a foreign key is known for one. */
const fingerprintOf = (key: KeyObject): string => sha256(derOf(key))

/**
 * C4: checks a list as the service answers it, without the service: the rows give the digest, the digest stands in the
 * statement, the statement carries the signature. `trustedKey` (PEM) tells whose signature it must be.
 */
export const verifyList = (document: unknown, trustedKey?: string): Verdict => {
  const parsed = documentSchema.safeParse(document)
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') || '（整体）'
    return bad(`不是已签发的推荐清单：字段 ${field} 缺失或不合格式`)
  }
  const list = parsed.data
  if (digestOf(list.rows) !== list.digest)
    return bad('清单各行与摘要不符：有行被改动、增加、删除或调换了次序')
  if (statementOf({ ...list, rows: list.rows.length }) !== list.statement)
    return bad('签发声明与清单的编号、区划、户数、摘要、签发人或签发时间不符')
  const key = readKey(list.publicKey)
  if (key?.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return bad('公钥不是可用的 P-256 公钥')
  const trusted = trustedKey === undefined ? key : readKey(trustedKey)
  if (!trusted) return bad('指定的可信公钥不可用')
  if (!derOf(trusted).equals(derOf(key))) return bad('清单所附公钥不是指定的可信公钥')
  if (!verify('sha256', Buffer.from(list.statement), key, Buffer.from(list.signature, 'base64')))
    return bad('签名不是由所附公钥对应的私钥对此声明作出的')
  return {
    ok: true,
    rows: list.rows.length,
    statement: list.statement,
    keyFingerprint: fingerprintOf(key),
  }
}
