import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { checkUscc, completeUscc, normaliseUscc, usccKind } from './uscc.ts'

const symbols = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
const symbol = fc.constantFrom(...symbols)
const business = fc
  .tuple(
    fc.constantFrom('91', '92', '93'),
    fc.integer({ min: 110000, max: 659999 }),
    fc.array(symbol, { minLength: 8, maxLength: 8 }),
  )
  .map(([kind, region, subject]) => completeUscc(`${kind}${region}`, subject.join('')))

/** Made-up numbers: region, birth date and serial are random, the check is computed from GB 11643's formula. */
function withIdCheck(first17: string): string {
  const sum = [...first17].reduce((acc, digit, i) => acc + Number(digit) * (2 ** (17 - i) % 11), 0)
  return first17 + ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][sum % 11]
}

const pad = (n: number, width: number) => String(n).padStart(width, '0')
const birth = fc.date({
  min: new Date('1930-01-01T00:00:00Z'),
  max: new Date('2012-12-31T00:00:00Z'),
  noInvalidDate: true,
})
const idNumber = fc
  .tuple(
    fc.constantFrom('110105', '350102', '411525', '511702', '520103'),
    birth,
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([region, day, serial]) =>
    withIdCheck(`${region}${day.toISOString().slice(0, 10).replaceAll('-', '')}${pad(serial, 3)}`),
  )

const outcome = (raw: string) => checkUscc(raw).outcome

describe('valid codes', () => {
  test('GB 32100: the example of the standard passes both checks', () => {
    expect(checkUscc('91350100M000100Y43')).toMatchObject({ outcome: 'valid', code: '91350100M000100Y43' })
    expect(completeUscc('91350100', 'M000100Y')).toBe('91350100M000100Y43')
  })

  property.prop([business])('a completed code is valid', code => {
    expect(checkUscc(code)).toMatchObject({ outcome: 'valid', code })
  })

  test('GB 11714: the example of the standard, whose check is X', () => {
    expect(completeUscc('91350100', 'D2143569').slice(8, 17)).toBe('D2143569X')
  })

  // The standards' own congruences, written here apart from the weights of the code.
  property.prop([business])('both check characters satisfy the congruences of the standards', code => {
    const outer = [...code].reduce((acc, c, i) => acc + symbols.indexOf(c) * (i === 17 ? 1 : 3 ** i % 31), 0)
    const values = [...code.slice(8, 17)].map((c, i) => (i === 8 && c === 'X' ? 10 : Number.parseInt(c, 36)))
    const inner = [3, 7, 9, 10, 5, 8, 4, 2, 1].reduce((acc, weight, i) => acc + weight * (values[i] ?? 0), 0)
    expect([outer % 31, inner % 11]).toEqual([0, 0])
  })

  property.prop([business, fc.nat(17), symbol])('any single wrong symbol is noticed', (code, at, other) => {
    fc.pre(code.charAt(at) !== other)
    expect(outcome(code.slice(0, at) + other + code.slice(at + 1))).not.toBe('valid')
  })

  property.prop([business, fc.nat(16)])('two neighbours swapped are noticed', (code, at) => {
    fc.pre(code.charAt(at) !== code.charAt(at + 1))
    const swapped = code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2)
    expect(outcome(swapped)).not.toBe('valid')
  })

  property.prop([business, fc.constantFrom(' ', '-', '\u3000', '\t', '\ufeff', '－', '—'), fc.nat(18)])(
    'full-width, lower case, blanks and hyphens do not matter',
    (code, noise, at) => {
      const wide = [...code].map(c => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')
      expect(checkUscc(wide.slice(0, at) + noise + wide.slice(at).toLowerCase()).code).toBe(code)
    },
  )

  test('look-alikes are not rewritten into digits', () => {
    expect(normaliseUscc('9①²')).toBe('9①²')
    expect(outcome('9135010OM000100Y43')).toBe('invalid')
  })
})

describe('legacy codes', () => {
  property.prop([business, symbol])('inner right, outer wrong is legacy and keeps its code', (code, last) => {
    fc.pre(last !== code.charAt(17) && !/\d{8}/.test(code.slice(6, 14)))
    const legacy = code.slice(0, 17) + last
    expect(checkUscc(legacy)).toMatchObject({ outcome: 'legacy', code: legacy })
  })
})

describe('ID-card numbers', () => {
  property.prop([idNumber])('H3 an ID number is suspected, carries no code and is not repeated', number => {
    const check = checkUscc(number)
    expect(check.outcome).toBe('suspected-id-number')
    expect(check.code).toBeUndefined()
    expect(check.detail).not.toMatch(/\d{6}/)
  })

  const serials = Array.from({ length: 2000 }, (_, i) =>
    withIdCheck(`5117021990${pad(1 + (i % 12), 2)}15${pad(i % 1000, 3)}`),
  )
  const completed = (n: string) => completeUscc(n.slice(0, 8), n.slice(8, 16))

  test('H3 one that passes both checks of a code by chance is suspected still', () => {
    const both = serials.filter(n => completed(n) === n)
    expect(both.length).toBeGreaterThan(0)
    for (const number of both) expect(outcome(number)).toBe('suspected-id-number')
  })

  test('a registered business whose code reads as a number with a birth date stays valid', () => {
    const codes = Array.from({ length: 100 }, (_, i) => completeUscc('91350119', `900101${pad(i % 100, 2)}`))
    const twins = codes.filter(code => withIdCheck(code.slice(0, 17)) === code)
    expect(twins.length).toBeGreaterThan(0)
    for (const code of twins) expect(outcome(code)).toBe('valid')
  })

  test.each([
    ['11010519491231002X', '18 characters, the example of GB 11643'],
    ['11010519491231002x', 'lower case x'],
    ['１１０１０５ 19491231 002X', 'full-width and blanks'],
    ['110105491231002', '15 digits'],
    [withIdCheck('91112419810803002'), 'permanent residence card'],
  ])('H3 %s: %s', number => expect(outcome(number)).toBe('suspected-id-number'))

  test.each(['110105194912310021', '110105194902310021', '110105491331002', '990105491231002'])(
    '%s: wrong check, no such day or no such province is merely invalid',
    number => expect(outcome(number)).toBe('invalid'),
  )
})

describe('invalid codes', () => {
  test.each([
    ['', '为空'],
    [' －　', '为空'],
    ['91350100M000100Y4', '实为17位'],
    ['91350100M000100Y433', '实为19位'],
    ['91350100I000100Y43', '不允许的字符'],
    ['9135A100M000100Y43', '不允许的字符'],
    ['91350100M000100Y53', '第17位'],
  ])('%j is refused with its reason', (raw, reason) => {
    expect(checkUscc(raw)).toMatchObject({ outcome: 'invalid', code: undefined })
    expect(checkUscc(raw).detail).toContain(reason)
  })

  test('a code cannot be completed from parts of the wrong shape', () => {
    expect(() => completeUscc('9135010', 'M000100Y')).toThrow(RangeError)
    expect(() => completeUscc('91350100', 'm000100y')).toThrow(RangeError)
  })
})

test('B2 the prefix tells the kind', () => {
  expect(['91', '92', '93', '51'].map(p => usccKind(`${p}350100`))).toEqual([
    'enterprise',
    'individual-business',
    'farmers-cooperative',
    undefined,
  ])
})

test('H3 a mistyped ID number that passes the inner check by chance is refused, and not repeated', () => {
  const check = checkUscc('510102199003072514')
  expect(check.outcome).toBe('invalid')
  expect(check.detail).not.toContain('1990')
})
