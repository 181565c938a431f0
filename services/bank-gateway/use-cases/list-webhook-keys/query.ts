import * as z from 'zod'
import { sha256 } from '#shared/domain/canonical.ts'
import { answer, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { service } from '../../service.ts'
import { schemes, signingOf } from '../../webhooks/sign.ts'

const result = z.object({
  keys: z.array(
    z.object({
      keyId: z.string().describe('公钥 PEM 文本 SHA-256 的前 16 位十六进制'),
      signing: z.enum(['sm2', 'ecdsa-p256']).describe('登记 webhook 时的 signing'),
      algorithm: z
        .enum(['SM2DSA', 'ECDSA_SHA_256'])
        .describe('SM2DSA：SM2 与 SM3，签名者标识 1234567812345678；ECDSA_SHA_256：P-256 与 SHA-256'),
      scheme: z.string().describe('webhook-signature 中此种签名的前缀，其后为 DER 的 base64'),
      publicKey: z.string().describe('公钥，SubjectPublicKeyInfo，PEM'),
    }),
  ),
})

/** The province's public key for webhooks: it signs nothing but these messages. */
export const listWebhookKeys = endpoint<Deps>()(service.routes.listWebhookKeys, {
  result,
  run: async (_request, { webhooks }) => {
    const { algorithm, publicKey } = await webhooks.signer.key()
    const signing = signingOf[algorithm]
    if (signing === 'symmetric') throw new Error('a public key signs no shared secret')
    const keyId = sha256(publicKey).slice(0, 16)
    return answer({ keys: [{ keyId, signing, algorithm, scheme: schemes[signing], publicKey }] })
  },
})
