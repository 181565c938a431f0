import * as z from 'zod'

const typeNames: Readonly<Record<string, string>> = {
  string: '文本',
  number: '数字',
  int: '整数',
  boolean: '布尔值（true 或 false）',
  array: '数组',
  object: '对象',
  null: '空值（null）；没有内容的，请删去该字段',
}
const nameOf = (type: string): string => typeNames[type] ?? type

const received = (input: unknown): string => {
  if (input === null) return nameOf('null')
  return nameOf(Array.isArray(input) ? 'array' : typeof input)
}

const units: Readonly<Record<string, string>> = { string: ' 个字', array: ' 项', set: ' 项', file: ' 字节' }

/** What the API documents say of the field: the codes with their Chinese labels, the range, the form. */
const said = (issue: z.core.$ZodRawIssue): string | undefined => {
  const schema = issue.schema ?? issue.inst
  return schema instanceof z.core.$ZodType ? z.globalRegistry.get(schema)?.description : undefined
}
const aside = (text: string | undefined): string => (text ? `（${text}）` : '')

/** The codes of a closed list as its description labels them; bare codes where it names not all of them. */
const choices = (codes: readonly string[], description: string | undefined): string => {
  if (!description || !codes.every(code => description.includes(code))) return codes.join('、')
  const [head = '', ...rest] = description.split('：')
  return rest.length > 0 && !codes.some(code => head.includes(code)) ? rest.join('：') : description
}

/** Says in Chinese what would be right, where the schema gives no message of its own; nothing for the rest. */
export const explain = (issue: z.core.$ZodRawIssue): string | undefined => {
  switch (issue.code) {
    case 'invalid_type':
      return `须为${nameOf(issue.expected)}，实际为${received(issue.input)}`
    case 'invalid_value':
      return issue.values.length === 1
        ? `只能为 ${String(issue.values[0])}${aside(said(issue))}`
        : `须为以下之一：${choices(issue.values.map(String), said(issue))}`
    case 'too_small':
      return `不得少于 ${issue.minimum}${units[issue.origin] ?? ''}${aside(said(issue))}`
    case 'too_big':
      return `不得超过 ${issue.maximum}${units[issue.origin] ?? ''}${aside(said(issue))}`
    case 'invalid_format':
      return issue.format === 'datetime'
        ? '须为 ISO 8601 时间，如 2026-03-02T08:00:00Z'
        : `格式不符合要求${aside(said(issue))}`
    default:
      return undefined
  }
}
