import { expect, test } from 'vitest'
import { type Condition, checkCondition, conditionSchema, type Told, unknownCodes } from './condition.ts'

const told: Told = {
  amountFen: 100_000_000,
  termMonths: 12,
  entityKind: 'enterprise',
  sizeClass: 'small',
  loanKind: 'working-capital',
  industryCode: 'C1310',
  regionCode: '511702',
  sectorTags: ['technology', 'private'],
  firstLoan: true,
}

test.each<[Condition, boolean, string]>([
  [
    { field: 'amountFen', operator: 'at-most', value: 100_000_000 },
    true,
    '需求金额不高于100.00万元；企业为100.00万元',
  ],
  [{ field: 'amountFen', operator: 'at-most', value: 99_999_999 }, false, '需求金额不高于'],
  [{ field: 'termMonths', operator: 'at-least', value: 13 }, false, '期限不低于13 个月；企业为12 个月'],
  [{ field: 'firstLoan', operator: 'is', value: true }, true, '是否首贷为是；企业为是'],
  [{ field: 'firstLoan', operator: 'is', value: false }, false, '是否首贷为否；企业为是'],
  [
    { field: 'sizeClass', operator: 'one-of', value: ['micro', 'small'] },
    true,
    '企业规模为微型、小型；企业为小型',
  ],
  [{ field: 'sectorTags', operator: 'one-of', value: ['green'] }, false, '重点领域为绿色；企业为科技、民营'],
  [{ field: 'sectorTags', operator: 'none-of', value: ['technology'] }, false, '重点领域不为科技'],
  [{ field: 'industryCode', operator: 'none-of', value: ['C1310'] }, false, '行业代码不为C1310'],
  [{ field: 'industryCode', operator: 'starts-with', value: ['A', 'C13'] }, true, '行业代码以此开头：A、C13'],
  [{ field: 'keyChain', operator: 'one-of', value: ['富硒茶'] }, false, '重点产业链为富硒茶；企业未填报此项'],
  [{ field: 'keyChain', operator: 'none-of', value: ['富硒茶'] }, true, '企业未填报此项'],
])('D5 %j → %s', (condition, met, detail) => {
  expect(conditionSchema.parse(condition)).toEqual(condition)
  const checked = checkCondition(condition, told)
  expect(checked.met).toBe(met)
  expect(checked.detail).toContain(detail)
})

test('D5 what a case does not tell meets no condition that asks for it', () => {
  const { firstLoan: _unknown, ...silent } = told
  for (const value of [true, false])
    expect(checkCondition({ field: 'firstLoan', operator: 'is', value }, silent).met).toBe(false)
})

test.each([
  { field: 'sizeClass', operator: 'one-of', value: ['tiny'] },
  { field: 'firstLoan', operator: 'one-of', value: ['true'] },
  { field: 'amountFen', operator: 'one-of', value: ['1'] },
  { field: 'colour', operator: 'one-of', value: ['red'] },
  { field: 'amountFen', operator: 'at-least', value: 1.5 },
])('D5 refuses %j', condition => {
  expect(conditionSchema.safeParse(condition).success).toBe(false)
})

test.each<[Condition, boolean]>([
  [{ field: 'regionCode', operator: 'one-of', value: ['511702'] }, true],
  [{ field: 'regionCode', operator: 'none-of', value: ['511702'] }, false],
  [{ field: 'regionCode', operator: 'none-of', value: ['511700'] }, false],
  [{ field: 'regionCode', operator: 'one-of', value: ['511703'] }, false],
  [{ field: 'regionCode', operator: 'starts-with', value: ['5117'] }, true],
  [{ field: 'industryCode', operator: 'none-of', value: ['C13'] }, false],
  [{ field: 'industryCode', operator: 'none-of', value: ['1310'] }, false],
  [{ field: 'industryCode', operator: 'one-of', value: ['13'] }, true],
  [{ field: 'industryCode', operator: 'one-of', value: ['C14'] }, false],
  [{ field: 'industryCode', operator: 'starts-with', value: ['13'] }, true],
])('D5 a township is in its county and a class in its division: %j → %s', (condition, met) => {
  expect(checkCondition(condition, { ...told, regionCode: '511702001' }).met).toBe(met)
})

test('D5 an operator that there is not is answered with those that there are', () => {
  const said = (condition: unknown) => conditionSchema.safeParse(condition).error?.issues[0]?.message
  const operators = '须为以下之一：at-least、at-most、is、one-of、none-of、starts-with'
  expect(said({ field: 'keyChain', operator: 'contains', value: ['茶'] })).toBe(operators)
  expect(said({ field: 'keyChain' })).toBe(operators)
  expect(said('首贷')).not.toBe(operators)
})

test('D5 a code that no case can have is named, by its place', () => {
  const named = (field: 'industryCode' | 'regionCode', value: string[]) =>
    unknownCodes({ field, operator: 'one-of', value }).map(([index]) => index)
  expect(named('industryCode', ['C', 'C13', '1310', 'Z13', 'A13', '制造业'])).toEqual([3, 4, 5])
  expect(named('regionCode', ['511702', '999999'])).toEqual([1])
  expect(unknownCodes({ field: 'regionCode', operator: 'starts-with', value: ['5117', '达州'] })).toEqual([
    [1, expect.stringContaining('达州')],
  ])
})
