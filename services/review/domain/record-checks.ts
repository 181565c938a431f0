import { sha256 } from '#shared/domain/canonical.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { type FieldError, refuse } from '#shared/domain/decision.ts'
import { isKnownPlace } from './county.ts'
import type { RefusalCode } from './refusals.ts'

/** Derived from the request, so that a retry writes the same record (A5). */
export const recordIdOf = (prefix: 'MT' | 'TR', regionCode: string, causeKey: string): string =>
  `${prefix}-${regionCode}-${sha256(causeKey).slice(0, 12)}`

export const regionUnknown = (regionCode: string): readonly FieldError[] =>
  isKnownPlace(regionCode)
    ? []
    : [{ pointer: '/regionCode', code: 'region-unknown', detail: '没有这个区划代码，请核对' }]

/** What is on record has happened. */
export const inFuture = (pointer: string, day: string, at: string): readonly FieldError[] =>
  day > shanghaiDay(at) ? [{ pointer, code: 'in-future', detail: `不得晚于今天（${shanghaiDay(at)}）` }] : []

/** H4: a correction names a record of the same region. */
export const correctsUnknown = (
  corrects: string | undefined,
  corrected: { readonly regionCode: string } | undefined,
  regionCode: string,
): readonly FieldError[] =>
  corrects === undefined || corrected?.regionCode === regionCode
    ? []
    : [{ pointer: '/corrects', code: 'unknown-record', detail: '本区划没有这个编号的记录' }]

/** The refusal for everything that was found, or nothing. */
export const invalidRecord = (errors: readonly FieldError[]) => {
  const [first] = errors
  return first
    ? refuse<RefusalCode>('validation-failed', `记录内容不符合要求：${first.detail}。`, { errors })
    : undefined
}
