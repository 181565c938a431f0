import * as z from 'zod'
import { bankIdSchema } from '#shared/contracts/vocabulary.ts'

export const recipientMarkSchema = z.object({
  bankId: bankIdSchema.optional().describe('取得的银行；其他单位取得时不给出'),
  at: z.string().describe('取得之时，ISO 8601 UTC'),
  text: z.string().describe('随导出、打印一并保留的标记'),
})
type RecipientMark = z.infer<typeof recipientMarkSchema>

type Taker = { readonly org: string; readonly bank?: string }

/** What leaves says whom it was given to, for what and when (H3). */
export const recipientMarkOf = (
  { org, bank }: Taker,
  at: string,
  use: string,
  bankName?: string,
): RecipientMark => {
  const name =
    bank === undefined ? org : bankName === undefined ? `银行（${bank}）` : `${bankName}（${bank}）`
  return { ...(bank ? { bankId: bank } : {}), at, text: `仅供${name}${use}使用，取得时间 ${at}` }
}
