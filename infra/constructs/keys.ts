import { RemovalPolicy } from 'aws-cdk-lib'
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import type { ServiceDeclaration } from '#shared/service/declaration.ts'
import type { Province } from '../provinces/province.ts'
import { nameIn } from './names.ts'

export type KeyUse = keyof ServiceDeclaration['keys']
export type Keys = Partial<Record<KeyUse, Key>>

const signingSpecs = { 'ecdsa-p256': KeySpec.ECC_NIST_P256, sm2: KeySpec.SM2 } as const

const settingsIn = ({ signature }: Province) =>
  ({
    // Apart from the sign-off key: what a bank verifies can never be taken for a convener's seal.
    webhook: {
      description: '银行 webhook 消息签名密钥',
      keySpec: signingSpecs[signature ?? 'ecdsa-p256'],
      keyUsage: KeyUsage.SIGN_VERIFY,
    },
    fields: {
      description: '个人信息字段加密密钥',
      keySpec: KeySpec.SYMMETRIC_DEFAULT,
      keyUsage: KeyUsage.ENCRYPT_DECRYPT,
      enableKeyRotation: true,
    },
    'sign-off': {
      description: '推荐清单签发密钥',
      keySpec: signingSpecs[signature ?? 'ecdsa-p256'],
      keyUsage: KeyUsage.SIGN_VERIFY,
    },
  }) as const satisfies Record<KeyUse, object>

export const keyUses = ['fields', 'sign-off', 'webhook'] as const satisfies readonly KeyUse[]

/** The province's keys: one of each use that a service declares (H3, C4). */
export const keysOf = (scope: Construct, province: Province, services: readonly ServiceDeclaration[]): Keys =>
  Object.fromEntries(
    keyUses
      .filter(use => services.some(service => service.keys[use] !== undefined))
      .map(use => [
        use,
        new Key(scope, `Key-${use}`, {
          ...settingsIn(province)[use],
          alias: nameIn(province, use),
          removalPolicy: RemovalPolicy.RETAIN,
        }),
      ]),
  )
