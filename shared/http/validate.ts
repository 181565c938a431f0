import * as z from 'zod'
import zhCN from 'zod/v4/locales/zh-CN.js'
import type { FieldError, Refusal } from '#shared/domain/decision.ts'
import { explain } from './explain.ts'

z.config({ ...zhCN(), customError: explain })

export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map(part => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const describe = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'unrecognized_keys') return '未知字段：请核对字段名，或删去该字段'
  // Whatever a union would say of its own members: here there is no object at all.
  if (issue.code === 'invalid_type' && issue.path.length === 0) return '须为 JSON 对象'
  if (issue.code === 'invalid_type' && issue.input === undefined) return '缺少必填字段'
  return issue.message
}

const fieldErrors = (
  issue: z.core.$ZodIssue,
  place: (path: readonly PropertyKey[]) => string,
): FieldError[] => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => ({
      pointer: place([...issue.path, key]),
      code: 'unknown-field',
      detail: describe(issue),
    }))
  return [
    {
      pointer: place(issue.path),
      code:
        issue.code === 'invalid_type' && issue.input === undefined
          ? 'required'
          : issue.code.replaceAll('_', '-'),
      detail: describe(issue),
    },
  ]
}

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal }

const failed = (errors: readonly FieldError[]): Refusal => {
  const [first] = errors
  return {
    code: 'validation-failed',
    detail: first
      ? `共 ${errors.length} 处不符合要求，首处 ${first.pointer || '/'}：${first.detail}`
      : '内容不符合要求',
    errors,
  }
}

/** Half characters, noncharacters, controls other than line breaks and tabs, and what is left where text was not UTF-8: no sheet and no queue takes them. */
const unwritable = /(?![\t\n\r])\p{Cc}|\p{Cs}|\p{Noncharacter_Code_Point}|\uFFFD/u

const unwritableAt = (input: unknown, path: readonly PropertyKey[] = []): readonly PropertyKey[][] => {
  if (typeof input === 'string') return unwritable.test(input) ? [[...path]] : []
  if (input === null || typeof input !== 'object') return []
  return Object.entries(input).flatMap(([key, value]) => unwritableAt(value, [...path, key]))
}

/** Parses a part of the request; errors point at the field and say in Chinese what would be right. */
export const parseAs = <S extends z.ZodType>(
  schema: S,
  input: unknown,
  place: 'body' | 'query' | 'path',
): Parsed<z.infer<S>> => {
  const name = (path: readonly PropertyKey[]): string =>
    place === 'body'
      ? pointerOf(path)
      : place === 'query'
        ? `?${path.map(String).join('.')}`
        : `{${path.map(String).join('.')}}`
  const garbled = unwritableAt(input).map(path => ({
    pointer: name(path),
    code: 'unwritable-character',
    detail: '含有控制字符、无效字符或乱码，请删去，以 UTF-8 编码重新填写',
  }))
  if (garbled.length > 0) return { ok: false, refusal: failed(garbled) }
  const parsed = schema.safeParse(input, { reportInput: true })
  if (parsed.success) return { ok: true, value: parsed.data }
  const errors = parsed.error.issues.flatMap(issue => fieldErrors(issue, name))
  return { ok: false, refusal: failed(errors) }
}

/** Parses a query string; of a parameter given twice nobody knows which is meant. */
export const parseQuery = <S extends z.ZodType>(
  schema: S,
  given: Readonly<Record<string, readonly string[]>>,
): Parsed<z.infer<S>> => {
  const errors = Object.entries(given)
    .filter(([, values]) => values.length > 1)
    .map(([name]) => ({ pointer: `?${name}`, code: 'repeated', detail: '同一参数只能给一次' }))
  if (errors.length > 0) return { ok: false, refusal: failed(errors) }
  return parseAs(
    schema,
    Object.fromEntries(Object.entries(given).map(([name, [value]]) => [name, value])),
    'query',
  )
}
