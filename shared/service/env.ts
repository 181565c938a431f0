import * as z from 'zod'

/** What the deployment tells every function; parsed once, at start. */
const envSchema = z.object({
  SERVICE: z.string(),
  PROVINCE: z.string().regex(/^\d{2}$/),
  TABLE_NAME: z.string(),
  SUBSCRIBERS: z
    .string()
    .default('{}')
    .transform(text => JSON.parse(text) as unknown)
    .pipe(z.record(z.string(), z.array(z.string()))),
  INBOX_URL: z.string().default(''),
  BANK_QUEUE_PREFIX: z.string().default(''),
  FIELD_KEY_ID: z.string().default(''),
  SIGN_KEY_ID: z.string().default(''),
  WEBHOOK_KEY_ID: z.string().default(''),
  DELIVERIES_URL: z.string().default(''),
  /** Set by a laptop's runtime alone: webhooks may then go to http://127.0.0.1. */
  WEBHOOK_LOOPBACK: z.literal('allowed').optional(),
})

export type Env = z.infer<typeof envSchema>

/** Reads the environment; a missing variable stops the function at start, with its name. */
export const readEnv = (source: Record<string, string | undefined>): Env => envSchema.parse(source)
