import type { Sealer } from '#shared/keys/sealer.ts'
import type { Signing, WebhookState } from '../domain/webhook.ts'
import type { MessageSigner } from './kms-signer.ts'
import { openSecret } from './secret.ts'
import { signingOf } from './sign.ts'

/** Shared secrets always; of the asymmetric ones what the province's key can do. */
export const offeredSignings = async (signer: MessageSigner): Promise<readonly Signing[]> => [
  'symmetric',
  signingOf[(await signer.key()).algorithm],
]

/**
 * The secret that this very command made, opened from its seal: a repeated request with the same key answers the same
 * bytes, every other answer knows fingerprints alone.
 */
export const secretOf = async (
  sealer: Pick<Sealer, 'open'>,
  bankId: string,
  state: WebhookState,
  minted: string | undefined,
): Promise<string | undefined> => {
  if (minted === undefined || state.status === 'none') return undefined
  const made = state.secrets.find(({ fingerprint }) => fingerprint === minted)
  return made ? await openSecret(sealer, bankId, made) : undefined
}
