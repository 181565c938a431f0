import * as z from 'zod'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { entrySchema } from '../manage-blocks/shapes.ts'

/** One file holds what one commit can. */
export const entriesInAFile = 500

export const blockFileSchema = z.strictObject({
  regionCode: regionCodeSchema.describe('名单所出的区划'),
  issuedAt: z.iso.datetime().describe('签发时间，UTC'),
  entries: z
    .array(entrySchema.and(z.object({ blockId: z.string().max(40).describe('原条目编号') })))
    .min(1, '文件中没有条目')
    .max(entriesInAFile, `至多 ${entriesInAFile} 条`)
    .describe('限制名单条目'),
  statement: z.string().max(2000).describe('声明：被签名的全文，UTF-8'),
  signature: z.string().max(1000).describe('签名，DER，Base64'),
  algorithm: z.enum(['ECDSA_SHA_256', 'SM2DSA']).describe('签名算法'),
  publicKey: z.string().max(2000).describe('公钥，SPKI，PEM'),
})
