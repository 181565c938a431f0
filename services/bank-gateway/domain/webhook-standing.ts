import * as z from 'zod'
import { daySchema } from '#shared/contracts/vocabulary.ts'
import { secretsAt, signings, type Webhook } from './webhook.ts'

export const signingSchema = z
  .enum(signings)
  .describe('签名方式：symmetric 为 HMAC-SHA256 共享密钥，sm2 为国密 SM2，ecdsa-p256 为 ECDSA P-256')

const instant = (what: string) => z.string().describe(`${what}，ISO 8601，UTC`)

/** How a webhook stands; never a secret itself. */
export const webhookStandingSchema = z.object({
  url: z.string().describe('接收地址'),
  signing: signingSchema,
  state: z
    .enum(['active', 'paused', 'disabled'])
    .describe('active 投递中；paused 本行暂停；disabled 因连续失败或 410 停用，须 enable'),
  secrets: z
    .array(
      z.object({
        fingerprint: z.string().describe('密钥指纹：密钥文本 SHA-256 的前 16 位十六进制'),
        validUntil: instant('签名到此为止，无此项为现用密钥').optional(),
      }),
    )
    .describe('正在签名的共享密钥，新的在前；非对称签名时为空'),
  failingSince: instant('自此时起尚无一次送达').optional(),
  problem: z.string().optional().describe('开始失败时的原因'),
  disabled: z
    .object({ reason: z.string().describe('停用原因'), disabledOn: daySchema })
    .optional()
    .describe('停用时给出'),
  lastAttemptAt: instant('最近一次投递').optional(),
  lastSuccessAt: instant('最近一次送达').optional(),
  nextAttemptAt: instant('下一次重试').optional(),
})
export type WebhookStanding = z.infer<typeof webhookStandingSchema>

export const webhookStandingOf = (state: Webhook, now: string): WebhookStanding => ({
  url: state.url,
  signing: state.signing,
  state: state.status,
  secrets: secretsAt(state, now).map(({ fingerprint, until }) => ({
    fingerprint,
    ...(until ? { validUntil: until } : {}),
  })),
  ...(state.failing ? { failingSince: state.failing.since, problem: state.failing.problem } : {}),
  ...(state.disabled ? { disabled: { reason: state.disabled.reason, disabledOn: state.disabled.on } } : {}),
})

/** The one answer that holds the secret: the one in which it was made. */
export const withSecretSchema = webhookStandingSchema.extend({
  secret: z
    .string()
    .optional()
    .describe('共享密钥（whsec_ 加 32 字节随机数的 base64），只在生成它的这次答复中给出，请立即保存'),
})
