import { expect, test } from 'vitest'
import type { ApplicationProfile } from '#shared/contracts/parts.ts'
import { county, profile } from '../testing/cases.ts'
import { type Block, type BlockEntry, matchesOf } from './blocks.ts'

const today = '2025-03-03'
const common = { source: '通报', validFrom: '2025-01-01' }
const blockOf = (entry: BlockEntry): Block => ({ ...entry, blockId: 'BL-1', regionCode: county })
const meets = (entry: BlockEntry, more: Parameters<typeof profile>[1] = {}) =>
  matchesOf([blockOf(entry)], profile(1, more), today).length === 1
const purpose = (text: string) => ({ demand: { ...profile().demand, purpose: text } })
const uscc = profile().uscc

test('C8 a debtor is met by its code', () => {
  expect(meets({ kind: 'hidden-government-debt', uscc, ...common })).toBe(true)
  expect(meets({ kind: 'hidden-government-debt', uscc: profile(2).uscc, ...common })).toBe(false)
})

test.each([
  ['1311', true],
  ['13', true],
  ['C13', true],
  ['131', true],
  ['1312', false],
  ['14', false],
  ['31', false],
])('C8 industry 1311 and the prefix %s: %s', (industryPrefix, met) => {
  expect(meets({ kind: 'forbidden-industry', industryPrefix, ...common })).toBe(met)
  expect(meets({ kind: 'restricted-industry', industryPrefix, ...common }, { industryCode: 'C1311' })).toBe(
    met,
  )
})

test('C8 a forbidden use is met by its word in the purpose', () => {
  expect(meets({ kind: 'forbidden-use', word: '炒股', ...common }, purpose('用于炒股'))).toBe(true)
  expect(meets({ kind: 'forbidden-use', word: '炒股', ...common })).toBe(false)
})

test('C9 an intermediary is met as the applicant and as named in the purpose, by name and by code', () => {
  const other = profile(2).uscc
  const entry = { kind: 'abnormal-intermediary', name: '某某咨询公司', uscc: other, ...common } as const
  expect(meets(entry)).toBe(false)
  expect(meets(entry, { name: '某某咨询公司' })).toBe(true)
  expect(meets(entry, { uscc: other })).toBe(true)
  expect(meets(entry, purpose('经某某咨询公司代办'))).toBe(true)
  expect(meets(entry, purpose(`支付${other}`))).toBe(true)
  expect(meets({ kind: 'abnormal-intermediary', name: '某某咨询公司', ...common })).toBe(false)
})

test('C9 an intermediary that the application names is met by name, by code and by its phone as far as it is shown', () => {
  const code = profile(2).uscc
  const maskedPhone = '138****5678'
  const entry = {
    kind: 'abnormal-intermediary',
    name: '某某咨询公司',
    uscc: code,
    maskedPhone,
    ...common,
  } as const
  const by = (intermediary: NonNullable<ApplicationProfile['intermediary']>) => meets(entry, { intermediary })
  expect(by({ name: '某某咨询公司' })).toBe(true)
  expect(by({ name: '换了名字的公司', uscc: code })).toBe(true)
  expect(by({ name: '换了名字的公司', maskedPhone })).toBe(true)
  expect(by({ name: '另一家公司', uscc: profile(3).uscc, maskedPhone: '139****5678' })).toBe(false)
  expect(
    meets({ ...entry, maskedPhone: undefined, uscc: undefined }, { intermediary: { name: '另一家公司' } }),
  ).toBe(false)
})

test.each([
  [{ validFrom: '2025-03-03' }, true],
  [{ validFrom: '2025-03-04' }, false],
  [{ validUntil: '2025-03-03' }, true],
  [{ validUntil: '2025-03-02' }, false],
])('C8 C9 an entry holds from its first day to its last: %j → %s', (dates, met) => {
  expect(meets({ kind: 'hidden-government-debt', uscc, ...common, ...dates })).toBe(met)
})
