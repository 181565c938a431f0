import { createHash } from 'node:crypto'

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined }

/** JSON with sorted keys and no blanks, so that equal content has equal bytes (in the manner of RFC 8785). */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

export const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')

/** Fingerprint of any JSON value: the same content in any key order gives the same 64 hex digits. */
export const fingerprintOf = (value: unknown): string => sha256(canonicalJson(value) ?? 'undefined')
