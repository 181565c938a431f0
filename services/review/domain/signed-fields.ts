import * as z from 'zod'

const person = z.object({ org: z.string().describe('单位'), sub: z.string().describe('人员') })

/** What a signed list and the proof of one of its rows both answer with (C4). */
export const signedFields = z.object({
  digest: z.string().describe('清单摘要：SHA-256 Merkle 根，十六进制'),
  statement: z.string().describe('签发声明：被签名的全文，UTF-8'),
  signature: z.string().describe('签名，DER，Base64'),
  algorithm: z
    .string()
    .describe('签名算法：ECDSA_SHA_256（P-256）或 SM2DSA（SM2 与 SM3，签名者标识 1234567812345678）'),
  publicKey: z.string().describe('公钥，SPKI，PEM'),
  signedBy: person.describe('签发人'),
  signedAt: z.string().describe('签发时间，UTC'),
  delegation: z
    .object({ delegationId: z.string().describe('委托编号'), convener: person.describe('委托的召集人') })
    .optional()
    .describe('代行签发时给出：受何人何项委托'),
  opinion: z.string().optional().describe('签发意见'),
})
