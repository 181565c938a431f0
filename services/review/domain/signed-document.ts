import * as z from 'zod'
import { statementOf } from './statement.ts'
import { type Opinion, verifySignature } from './verify-signature.ts'

/** What a signed list and a proof of one of its rows both carry. */
export const signedSchema = z.object({
  listId: z.string(),
  regionCode: z.string(),
  digest: z.string(),
  statement: z.string(),
  signature: z.string(),
  algorithm: z.enum(['ECDSA_SHA_256', 'SM2DSA']),
  publicKey: z.string(),
  signedBy: z.object({ org: z.string(), sub: z.string() }),
  signedAt: z.string(),
  delegation: z
    .object({
      delegationId: z.string(),
      convener: z.object({ org: z.string(), sub: z.string() }),
    })
    .optional(),
})

/** C4: the statement says what the document says, and the signature is over the statement. */
export const verifySigned = (
  document: z.infer<typeof signedSchema>,
  rows: number,
  trustedKey: string | undefined,
): Opinion => {
  if (statementOf({ ...document, rows }) !== document.statement)
    return { ok: false, problem: '签发声明与清单的编号、区划、户数、摘要、签发人、签发时间或代行委托不符' }
  return verifySignature(document, trustedKey)
}
