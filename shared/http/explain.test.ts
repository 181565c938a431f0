import { expect, test } from 'vitest'
import * as z from 'zod'
import { closedList } from '#shared/contracts/vocabulary.ts'
import { parseAs, parseQuery } from './validate.ts'

const schema = z.strictObject({
  kind: closedList('主体类型', { enterprise: '企业', 'family-farm': '家庭农场' }).optional(),
  finding: z.enum(['met', 'not-met']).describe('met 符合、not-met 不符合').optional(),
  bare: z.enum(['a', 'b']).describe('结论').optional(),
  banks: z.int().min(1).max(3).describe('银行机构数，1 至 3').optional(),
  reason: z.string().min(2).max(5).optional(),
  list: z.array(z.string()).max(1).optional(),
  demand: z.object({}).optional(),
  code: z
    .string()
    .regex(/^\d{6}$/)
    .describe('六位区划代码')
    .optional(),
  at: z.iso.datetime().optional(),
  own: z.string().min(2, '自有说明').optional(),
})

test.each([
  [{ kind: '企业' }, '须为以下之一：enterprise 企业；family-farm 家庭农场'],
  [{ finding: '符合' }, '须为以下之一：met 符合、not-met 不符合'],
  [{ bare: 'c' }, '须为以下之一：a、b'],
  [{ banks: 5 }, '不得超过 3（银行机构数，1 至 3）'],
  [{ banks: 1.5 }, '须为整数，实际为数字'],
  [{ reason: 'x' }, '不得少于 2 个字'],
  [{ reason: '一二三四五六' }, '不得超过 5 个字'],
  [{ list: ['a', 'b'] }, '不得超过 1 项'],
  [{ demand: null }, '须为对象，实际为空值（null）；没有内容的，请删去该字段'],
  [{ code: '51' }, '格式不符合要求（六位区划代码）'],
  [{ at: '昨天' }, '须为 ISO 8601 时间，如 2026-03-02T08:00:00Z'],
  [{ own: 'x' }, '自有说明'],
])('a refusal says in Chinese what would be right: %j', (body, detail) => {
  const parsed = parseAs(schema, body, 'body')
  expect(parsed).toMatchObject({
    ok: false,
    refusal: { errors: [{ pointer: `/${Object.keys(body)[0]}`, detail }] },
  })
})

test('a body that is no object is called that, whatever the schema says of its members', () => {
  const either = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('a') })], { error: '须为 a' })
  expect(parseAs(either, [1], 'body')).toMatchObject({ refusal: { errors: [{ detail: '须为 JSON 对象' }] } })
  expect(parseAs(either, { kind: 'b' }, 'body')).toMatchObject({
    refusal: { errors: [{ pointer: '/kind', detail: '须为 a' }] },
  })
})

test('a parameter given twice is named; given once it is read', () => {
  const schema = z.strictObject({ before: z.string().optional(), limit: z.coerce.number().optional() })
  expect(parseQuery(schema, { before: ['2026-03-02', '2026-04-02'], limit: ['5'] })).toMatchObject({
    ok: false,
    refusal: { errors: [{ pointer: '?before', code: 'repeated', detail: '同一参数只能给一次' }] },
  })
  expect(parseQuery(schema, { before: ['2026-03-02'], limit: ['5'] })).toEqual({
    ok: true,
    value: { before: '2026-03-02', limit: 5 },
  })
})
