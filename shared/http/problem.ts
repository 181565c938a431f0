import type { Refusal } from '#shared/domain/decision.ts'

/** HTTP status and Chinese title of a refusal code. */
export type RefusalCatalogue = {
  readonly [code: string]: { readonly status: number; readonly title: string }
}

/** Codes that every service answers with. */
export const commonRefusals = {
  'invalid-json': { status: 400, title: '请求体不是合法的 JSON' },
  'idempotency-key-missing': { status: 400, title: '缺少 Idempotency-Key' },
  unauthenticated: { status: 401, title: '身份信息不完整' },
  forbidden: { status: 403, title: '没有权限' },
  'outside-region': { status: 403, title: '超出管辖范围' },
  'not-shared': { status: 403, title: '不在信息共享清单之内' },
  'not-found': { status: 404, title: '未找到' },
  'method-not-allowed': { status: 405, title: '不支持的请求方法' },
  'body-too-large': { status: 413, title: '请求体过大' },
  'unsupported-media-type': { status: 415, title: '请求体的类型不符' },
  'validation-failed': { status: 422, title: '请求内容不符合要求' },
  'idempotency-key-reused': { status: 422, title: 'Idempotency-Key 已用于另一请求' },
  internal: { status: 500, title: '系统内部错误' },
  'access-not-recorded': { status: 503, title: '查看记录未能写入' },
  busy: { status: 503, title: '系统繁忙，请稍后重试' },
} as const satisfies RefusalCatalogue

/** RFC 9457 problem document. */
export type Problem = {
  readonly type: string
  readonly code: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly errors?: Refusal['errors']
  readonly traceId: string
  readonly [fact: string]: unknown
}

/** The one place where a refusal becomes an HTTP answer. */
export const problemOf = (catalogue: RefusalCatalogue, refusal: Refusal, traceId: string): Problem => {
  const known = catalogue[refusal.code] ?? (commonRefusals as RefusalCatalogue)[refusal.code]
  if (!known) throw new Error(`refusal code ${refusal.code} stands in no catalogue`)
  return {
    // Facts come first: none of them may stand in the place of a member of the problem itself.
    ...(refusal.facts ?? {}),
    type: `urn:rongxie:problem:${refusal.code}`,
    code: refusal.code,
    title: known.title,
    status: known.status,
    detail: refusal.detail,
    ...(refusal.errors ? { errors: refusal.errors } : {}),
    traceId,
  }
}
