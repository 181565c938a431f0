import * as z from 'zod'

const envSchema = z.object({ ISSUER: z.union([z.literal(''), z.url()]).default('') })

/** What the console needs beyond the common environment. */
export const readIssuer = (source: Record<string, string | undefined>): string =>
  envSchema.parse(source).ISSUER
