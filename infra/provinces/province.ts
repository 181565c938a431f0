/** One deployment: a province (or a municipality) with its own stacks, data and keys. */
export type Province = {
  /** First two digits of the region code, e.g. `51`. */
  readonly code: string
  /** Chinese name, e.g. `四川省`. */
  readonly name: string
  /** Partition of the region; an API without authorizer needs an ICP licence in `aws-cn`. */
  readonly partition: 'aws' | 'aws-cn'
  readonly region: string
  /** Twelve digits; left out, the templates fit any account. */
  readonly account?: string
  /** OIDC issuer whose RS256 tokens the API accepts; it must answer discovery under HTTPS when the stack is deployed. */
  readonly issuer: string
  /** Accepted `aud` values of those tokens. */
  readonly audience: readonly string[]
  /** ICP licence number 备案号; without one no public route is created in `aws-cn`. */
  readonly icpLicence?: string
  /** What the convener's key signs by: ECDSA P-256, or SM2 with SM3 where the province asks for it; KMS has SM2 in `aws-cn` alone. */
  readonly signature?: 'ecdsa-p256' | 'sm2'
  /** A laptop's runtime alone: webhooks may go to http://127.0.0.1; no deployed province has this. */
  readonly webhookLoopback?: 'allowed'
  /** Addresses that are told of every alarm. */
  readonly alarmEmails: readonly string[]
  /** Days that function and access logs are kept. */
  readonly logRetentionDays: 30 | 90 | 180 | 365
  readonly logLevel: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR'
  /** Requests a second, sustained and at once, over the whole API. */
  readonly throttle: { readonly ratePerSecond: number; readonly burst: number }
}

/** Public routes exist where the law lets an API answer without a token. */
export const allowsPublicRoutes = (province: Province): boolean =>
  province.partition !== 'aws-cn' || province.icpLicence !== undefined
