import { randomBytes } from 'node:crypto'
import { sha256 } from '#shared/domain/canonical.ts'
import type { Sealer } from '#shared/keys/sealer.ts'
import type { Secret } from '../domain/webhook.ts'

const prefix = 'whsec_'

/** 256 bits, written as Standard Webhooks writes them. */
export const newSecret = (): string => `${prefix}${randomBytes(32).toString('base64')}`

export const keyIn = (secret: string): Buffer => Buffer.from(secret.slice(prefix.length), 'base64')

export const fingerprintOfSecret = (secret: string): string => sha256(secret).slice(0, 16)

/** A secret opens for its own bank alone. */
const contextOf = (bankId: string): string => `webhook/${bankId}`

export const sealSecret = async (sealer: Sealer, bankId: string, secret: string): Promise<Secret> => ({
  fingerprint: fingerprintOfSecret(secret),
  sealed: await sealer.seal(secret, contextOf(bankId)),
})

export const openSecret = async (
  sealer: Pick<Sealer, 'open'>,
  bankId: string,
  { sealed }: Secret,
): Promise<string> => await sealer.open(sealed, contextOf(bankId))
