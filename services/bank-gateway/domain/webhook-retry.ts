/** Seconds between the attempts for one message, as Standard Webhooks recommends: 5 s, 5 min, 30 min, 2, 5, 10, 14, 20, 24 h. */
export const retrySchedule: readonly number[] = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]

/** A queue hides a message for at most 12 hours from its receipt; longer waits are cut to this. */
export const longestDelay = 41_400

/** Retry-After is honoured from a second up to an hour: a bank may ask for air, not for silence. */
const longestHold = 3600

export const problemLabels = {
  timeout: '15 秒内没有答复',
  'address-refused': '地址不可投递：须为公网 https 地址',
  'name-not-found': '域名无法解析',
  connection: '无法建立连接，或连接中断',
  'certificate-expired': '证书已过期，或尚未生效',
  'certificate-name': '证书与域名不符',
  'certificate-untrusted': '证书不是公共机构签发，或缺少中间证书',
  tls: 'TLS 握手未成功：须为 TLS 1.2 以上',
} as const
export type Problem = keyof typeof problemLabels

/** What came of one attempt. */
export type Attempt = { readonly ms: number } & (
  | { readonly status: number; readonly retryAfter?: string | undefined }
  | { readonly problem: Problem }
)

export type Verdict =
  | { readonly kind: 'delivered' }
  | {
      readonly kind: 'failed'
      readonly delaySeconds: number
      readonly problem: string
      /** The receiver is gone for good (410). */
      readonly gone: boolean
      /** The receiver asks for no message at all for so long. */
      readonly holdSeconds?: number
    }

export const delayAfter = (receives: number): number => {
  const last = retrySchedule.length - 1
  return Math.min(retrySchedule[Math.min(Math.max(receives, 1) - 1, last)] ?? longestDelay, longestDelay)
}

/** Seconds or an HTTP date (RFC 9110 §10.2.3), bounded; what is neither counts as nothing said. */
export const holdFrom = (retryAfter: string | undefined, now: string): number | undefined => {
  if (retryAfter === undefined) return undefined
  const seconds = /^\d{1,9}$/.test(retryAfter)
    ? Number(retryAfter)
    : Math.ceil((Date.parse(retryAfter) - Date.parse(now)) / 1000)
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 1), longestHold)
}

export const problemOf = (attempt: Attempt): string =>
  'problem' in attempt
    ? problemLabels[attempt.problem]
    : attempt.status >= 300 && attempt.status < 400
      ? `答复 ${attempt.status}：不跟随转址，请登记最终地址`
      : `答复 ${attempt.status}，须为 2xx`

/** Only 2xx delivers; a redirect is a failure; 429 and 503 may ask for a pause. */
export const judge = (attempt: Attempt, receives: number, now: string): Verdict => {
  const status = 'status' in attempt ? attempt.status : undefined
  if (status !== undefined && status >= 200 && status < 300) return { kind: 'delivered' }
  const asked = 'status' in attempt && (status === 429 || status === 503) ? attempt.retryAfter : undefined
  const holdSeconds = holdFrom(asked, now)
  return {
    kind: 'failed',
    problem: problemOf(attempt),
    gone: status === 410,
    delaySeconds: Math.max(delayAfter(receives), holdSeconds ?? 0),
    ...(holdSeconds === undefined ? {} : { holdSeconds }),
  }
}
