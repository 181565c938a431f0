import * as z from 'zod'
import { personResult } from '../../domain/schemas.ts'

export const documentParams = z.strictObject({ documentId: z.string().max(80).describe('发文记录编号') })

const common = {
  documentId: z.string().describe('发文记录编号'),
  regionCode: z.string().describe('区划代码'),
  number: z.string().describe('发文字号'),
  title: z.string().describe('标题'),
  issuer: z.string().describe('发文单位'),
  issuedOn: z.string().describe('发文日期'),
  corrects: z.string().optional().describe('所更正的记录编号'),
}

export const documentRow = z.object({
  ...common,
  recipients: z.int().describe('收文单位数'),
  unreceived: z.int().describe('尚未签收的单位数'),
})

export const ownDocumentRow = documentRow.extend({ received: z.boolean().describe('本单位是否已签收') })

export const documentDetail = z.object({
  ...common,
  recipients: z.array(z.string()).readonly().describe('收文单位'),
  unreceived: z.array(z.string()).readonly().describe('尚未签收的单位'),
  receipts: z
    .array(z.object({ by: personResult.describe('签收人'), at: z.string().describe('签收时间，UTC') }))
    .readonly()
    .describe('签收记录'),
  sha256: z.string().describe('文件全文的 SHA-256'),
  recordedBy: personResult.describe('登记人'),
  recordedAt: z.string().describe('登记时间，ISO 8601，UTC'),
})
