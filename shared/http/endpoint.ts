import type * as z from 'zod'
import type { Cause } from '#shared/commits/commit.ts'
import type { Execution } from '#shared/commits/execute.ts'
import type { Refusal } from '#shared/domain/decision.ts'
import type { RouteDeclaration } from '#shared/service/declaration.ts'
import type { Disclosed } from '#shared/service/sharing-list.ts'
import type { Caller } from './caller.ts'

/** What a use case answers to HTTP: a result, or a refusal that becomes a problem document in one place. */
export type Answer<R> =
  | { readonly ok: true; readonly result: R; readonly id?: string }
  | { readonly ok: false; readonly refusal: Refusal }

export const answer = <R>(result: R, id?: string): Answer<R> => ({
  ok: true,
  result,
  ...(id ? { id } : {}),
})

export const refused = (refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal,
})

export const notFound = (what: string) =>
  refused({ code: 'not-found', detail: `未找到${what}，或您无权查看。` })

/** The answer that follows from an execution. */
export const answerOf = <R>(execution: Execution<R>, id?: (result: R) => string): Answer<R> => {
  if (execution.kind === 'done') return answer(execution.result, id ? id(execution.result) : undefined)
  return refused(
    execution.kind === 'refused'
      ? execution.refusal
      : { code: 'busy', detail: `前一步骤尚在处理（${execution.waitingFor}），请稍后重试。` },
  )
}

export type Request<P, Q, B> = {
  readonly params: P
  readonly query: Q
  readonly body: B
  /** The body as it came, for an endpoint that takes a file; else empty. */
  readonly bytes: Uint8Array
  readonly caller: Caller
  /** Unique to caller, key and (in bulk) row. */
  readonly cause: Cause
  /** ISO 8601, UTC. */
  readonly now: string
  readonly traceId: string
}

/** Results may be built from readonly parts. */
type Frozen<T> = T extends readonly (infer U)[]
  ? readonly Frozen<U>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T

/**
 * Whose data was opened: the entity's code, and its township, zone or county.
 * For an answer about many, the number of the list and how many of its rows were shown: one record, not one a row.
 */
export type Subject = { readonly code: string; readonly regionCode: string; readonly rows?: number }

/** Personal or credit data that an answer opens; no subject means that this answer opened none (H2, H4). */
export type Disclosure<P, R> = {
  readonly of: Disclosed
  readonly subjectOf: (looked: { readonly params: P; readonly result: R }) => Subject | undefined
}

type Shape = z.ZodType<object>
type Infer<S> = S extends z.ZodType ? z.infer<S> : Record<never, never>

/** A page or file instead of JSON; only for public documents and downloads. `opened` is what its access record names. */
export type RawAnswer = { readonly raw: Response; readonly opened?: Subject }

/** A file in the body instead of JSON. */
export type FileBody = { readonly mediaType: string; readonly title: string }

export type Endpoint<D> = {
  readonly route: RouteDeclaration
  readonly params: Shape | undefined
  readonly query: Shape | undefined
  readonly body: Shape | undefined
  /** The request carries this file instead of JSON. */
  readonly file: FileBody | undefined
  /** Media type of an answer that is a file. */
  readonly produces: string | undefined
  /** Row limit when the body may also be `{ items: […] }`. */
  readonly bulk: { readonly max: number; readonly orderBy: (item: never) => string } | undefined
  readonly result: z.ZodType | undefined
  readonly status: number
  /** POST that decides nothing (taking from a queue, say): no Idempotency-Key is asked for. */
  readonly keyless: boolean
  readonly discloses: Disclosure<never, never> | undefined
  readonly run: (request: Request<never, never, never>, deps: D) => Promise<Answer<unknown> | RawAnswer>
}

type Spec<D, P, Q, B, R> = {
  readonly params?: P
  readonly query?: Q
  /** Strict: an unknown field is refused. */
  readonly body?: B
  /** Instead of `body`: the request carries a file of this media type, handed on as `bytes`. */
  readonly file?: FileBody
  /** Media type of the answer when it is a file. */
  readonly produces?: string
  /** Rows with the same `orderBy` run one after the other in their order. */
  readonly bulk?: { readonly max: number; readonly orderBy: (item: Infer<B>) => string }
  /** Shape of the answer, for the API documents. */
  readonly result?: R
  /** 200 unless said otherwise. */
  readonly status?: number
  /** Naturally repeatable: no Idempotency-Key is asked for. */
  readonly keyless?: boolean
  /** The shell writes an access record before the answer leaves; never together with `bulk`. */
  readonly discloses?: Disclosure<Infer<P>, R extends z.ZodType ? Frozen<z.input<R>> : unknown>
  readonly run: (
    request: Request<Infer<P>, Infer<Q>, Infer<B>>,
    deps: D,
  ) => Promise<Answer<R extends z.ZodType ? Frozen<z.input<R>> : unknown> | RawAnswer>
}

/** Binds a declared route to its schemas and its use case. */
export const endpoint =
  <D>() =>
  <
    P extends Shape | undefined = undefined,
    Q extends Shape | undefined = undefined,
    B extends Shape | undefined = undefined,
    R extends z.ZodType | undefined = undefined,
  >(
    route: RouteDeclaration,
    spec: Spec<D, P, Q, B, R>,
  ): Endpoint<D> => {
    if (spec.bulk && spec.discloses) throw new Error(`${route.path}: rows of a bulk request open no data`)
    return {
      route,
      params: spec.params,
      query: spec.query,
      body: spec.body,
      file: spec.file,
      produces: spec.produces,
      bulk: spec.bulk as Endpoint<D>['bulk'],
      result: spec.result,
      status: spec.status ?? 200,
      keyless: spec.keyless ?? false,
      discloses: spec.discloses as Endpoint<D>['discloses'],
      run: spec.run as unknown as Endpoint<D>['run'],
    }
  }
