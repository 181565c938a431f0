import type { Context } from 'hono'
import type { CommitTable } from '#shared/commits/table.ts'
import { canonicalJson, sha256 } from '#shared/domain/canonical.ts'
import type { FieldError, Refusal } from '#shared/domain/decision.ts'
import type { Log } from '#shared/observability/log.ts'
import { purposeOf, recordLook } from './access.ts'
import type { Caller } from './caller.ts'
import type { Answer, Endpoint, FileBody, RawAnswer, Request } from './endpoint.ts'
import { mostNesting, nestsDeeper } from './nesting.ts'
import { problemOf, type RefusalCatalogue } from './problem.ts'
import { parseAs, parseQuery, pointerOf } from './validate.ts'

/** Claims a caller's key for one request body; `other` when it stands for another. */
export type Claim = (key: string, fingerprint: string) => Promise<'ours' | 'other'>

/** 1 MB: larger lists go through file import. */
const maxBodyBytes = 1_000_000
const parallelRows = 16

type Door<D> = {
  readonly deps: D
  readonly refusals: RefusalCatalogue
  readonly clock: () => string
  readonly claim: Claim
  readonly log: Log
}

const json = (body: unknown, status: number): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  })

type Read = { readonly body: unknown; readonly bytes: Uint8Array } | { readonly refusal: Refusal }

const nothing = new Uint8Array()

const readFile = async (context: Context, { mediaType, title }: FileBody): Promise<Read> => {
  const bytes = new Uint8Array(await context.req.arrayBuffer())
  if (bytes.byteLength > maxBodyBytes)
    return { refusal: { code: 'body-too-large', detail: `${title}不得超过 1 MB；请拆成几份分别报送。` } }
  const type = (context.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  return type === mediaType
    ? { body: undefined, bytes }
    : {
        refusal: {
          code: 'unsupported-media-type',
          detail: `请以 Content-Type: ${mediaType} 提交${title}，请求体为文件本身。`,
        },
      }
}

const parsed = (bytes: Uint8Array): Read => {
  try {
    const body: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return nestsDeeper(body)
      ? { refusal: { code: 'validation-failed', detail: `请求体嵌套过深：至多 ${mostNesting} 层。` } }
      : { body, bytes: nothing }
  } catch {
    return {
      refusal: { code: 'invalid-json', detail: '请求体须为 UTF-8 编码的 JSON，请检查括号、引号与逗号。' },
    }
  }
}

const readBody = async (context: Context): Promise<Read> => {
  const bytes = new Uint8Array(await context.req.arrayBuffer())
  if (bytes.byteLength > maxBodyBytes)
    return {
      refusal: {
        code: 'body-too-large',
        detail: '请求体不得超过 1 MB；请分批提交，每批不超过 500 条。',
      },
    }
  const type = context.req.header('content-type') ?? ''
  if (!/^application\/(json|[\w.+-]+\+json)\b/i.test(type))
    return {
      refusal: { code: 'unsupported-media-type', detail: '请以 Content-Type: application/json 提交。' },
    }
  return parsed(bytes)
}

const keyOf = (context: Context): { key: string } | { refusal: Refusal } => {
  const key = context.req.header('idempotency-key')?.trim() ?? ''
  return /^[\x21-\x7e]{1,200}$/.test(key)
    ? { key }
    : {
        refusal: {
          code: 'idempotency-key-missing',
          detail: '写入请求须带 Idempotency-Key 请求头（1 至 200 个可见 ASCII 字符，每个新请求一个）。',
        },
      }
}

const refusedAt = (errors: readonly FieldError[], detail: string): { readonly refusal: Refusal } => ({
  refusal: { code: 'validation-failed', detail, errors },
})

/** The rows of a bulk request; undefined where the body is a single one. */
const itemsOf = (
  body: unknown,
  max: number,
): { readonly items: readonly unknown[] } | { readonly refusal: Refusal } | undefined => {
  if (body === null || typeof body !== 'object' || !Object.hasOwn(body, 'items')) return undefined
  const { items, ...more } = body as { readonly items: unknown }
  const size = `须为数组，1 至 ${max} 条`
  if (!Array.isArray(items))
    return refusedAt([{ pointer: '/items', code: 'invalid-type', detail: size }], `items ${size}。`)
  const unknown = Object.keys(more)
  if (unknown.length > 0)
    return refusedAt(
      unknown.map(name => ({
        pointer: pointerOf([name]),
        code: 'unknown-field',
        detail: '批量提交只有 items 一个字段',
      })),
      `批量提交只有 items 一个字段，请删去 ${unknown.join('、')}。`,
    )
  return items.length === 0 || items.length > max
    ? refusedAt(
        [{ pointer: '/items', code: 'size', detail: `1 至 ${max} 条` }],
        `items 须有 1 至 ${max} 条，现为 ${items.length} 条。`,
      )
    : { items }
}

const run = <D>(endpoint: Endpoint<D>, request: Request<unknown, unknown, unknown>, deps: D) =>
  endpoint.run(request as Request<never, never, never>, deps)

const runRows = async <D>(
  door: Door<D>,
  endpoint: Endpoint<D>,
  base: Request<unknown, unknown, unknown>,
  items: readonly unknown[],
): Promise<readonly unknown[]> => {
  const rows: unknown[] = Array.from({ length: items.length })
  const chains = new Map<string, number[]>()
  const parsed = items.map(item => (endpoint.body ? parseAs(endpoint.body, item, 'body') : undefined))
  for (const [index, row] of parsed.entries()) {
    if (!row) continue
    if (row.ok) {
      const order = endpoint.bulk?.orderBy(row.value as never) ?? String(index)
      chains.set(order, [...(chains.get(order) ?? []), index])
    } else rows[index] = rowAnswer(door, index, endpoint, row, `${base.traceId}-${index}`)
  }
  const queue = [...chains.values()]
  const worker = async () => {
    for (let chain = queue.shift(); chain; chain = queue.shift())
      for (const index of chain) {
        const row = parsed[index]
        if (!row?.ok) continue
        const traceId = `${base.traceId}-${index}`
        const cause = { ...base.cause, key: `${base.cause.key}#${index}` }
        const answer = await run(endpoint, { ...base, body: row.value, cause, traceId }, door.deps)
        rows[index] = rowAnswer(door, index, endpoint, answer, traceId)
      }
  }
  await Promise.all(Array.from({ length: Math.min(parallelRows, queue.length) }, worker))
  return rows
}

const rowAnswer = <D>(
  door: Door<D>,
  index: number,
  endpoint: Endpoint<D>,
  answer: Answer<unknown> | RawAnswer | { readonly ok: false; readonly refusal: Refusal },
  traceId: string,
) => {
  if ('raw' in answer) throw new Error('a bulk row cannot answer with a file')
  if (answer.ok)
    return {
      index,
      status: endpoint.status,
      ...(answer.id ? { id: answer.id } : {}),
      result: answer.result,
    }
  const problem = problemOf(door.refusals, answer.refusal, traceId)
  return { index, status: problem.status, problem }
}

/** Parses, claims the key, runs the use case once or per row, and answers; a refusal is handed back to the app. */
export const respond = async <D extends { readonly table: Pick<CommitTable, 'recordAccess'> }>(
  door: Door<D>,
  endpoint: Endpoint<D>,
  context: Context,
  caller: Caller | undefined,
  traceId: string,
): Promise<Response | Refusal> => {
  const params = endpoint.params ? parseAs(endpoint.params, context.req.param(), 'path') : undefined
  if (params && !params.ok) return params.refusal
  const query = endpoint.query ? parseQuery(endpoint.query, context.req.queries()) : undefined
  if (query && !query.ok) return query.refusal

  const { discloses } = endpoint
  const look = discloses && caller ? purposeOf(context, discloses.of, caller) : {}
  if ('refusal' in look) return look.refusal

  const { method, path } = endpoint.route
  const keyed = method === 'POST' && !endpoint.keyless
  const key = keyed ? keyOf(context) : { key: traceId }
  if ('refusal' in key) return key.refusal
  const read = endpoint.file
    ? await readFile(context, endpoint.file)
    : method === 'GET' || !endpoint.body
      ? { body: undefined, bytes: nothing }
      : await readBody(context)
  if ('refusal' in read) return read.refusal

  const causeKey = `${keyed ? 'request' : 'once'}:${sha256(`${caller?.sub ?? ''}\n${key.key}`).slice(0, 40)}`
  const asked = endpoint.file ? sha256(read.bytes) : canonicalJson(read.body ?? null)
  const fingerprint = sha256(`${method} ${context.req.path}\n${asked}`)
  const base: Request<unknown, unknown, unknown> = {
    params: params?.value ?? {},
    query: query?.value ?? {},
    body: {},
    bytes: read.bytes,
    caller: caller as Caller,
    cause: { key: causeKey, fingerprint },
    now: door.clock(),
    traceId,
  }

  const bulk = endpoint.bulk ? itemsOf(read.body, endpoint.bulk.max) : undefined
  if (bulk && 'refusal' in bulk) return bulk.refusal
  const items = bulk?.items
  const body = endpoint.body && !items ? parseAs(endpoint.body, read.body, 'body') : undefined
  if (body && !body.ok) return body.refusal

  if (keyed && (await door.claim(causeKey, fingerprint)) === 'other')
    return {
      code: 'idempotency-key-reused',
      detail: `此 Idempotency-Key 已用于另一请求（${method} ${path} 的内容或地址不同）；新的请求请换用新的键。`,
    }

  if (items) return json({ items: await runRows(door, endpoint, base, items) }, 200)
  const answer = await run(endpoint, { ...base, body: body?.value ?? {} }, door.deps)
  const looked =
    'raw' in answer ? { opened: answer.opened } : answer.ok ? { result: answer.result } : undefined
  if (discloses && looked && caller) {
    const { params, now } = base
    const seen = { caller, traceId, now, params, result: undefined, ...looked, purpose: look.purpose }
    const unrecorded = await recordLook(door.deps.table, endpoint, seen, door.log)
    if (unrecorded) return unrecorded
  }
  if ('raw' in answer) return answer.raw
  return answer.ok ? json(answer.result, endpoint.status) : answer.refusal
}
