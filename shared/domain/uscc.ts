import type { EntityKind } from '#shared/contracts/vocabulary.ts'
import { looksLikeIdNumber } from './uscc-id-number.ts'

/** 统一社会信用代码, GB 32100-2015. */
export type Uscc = string & { readonly __brand: 'Uscc' }

export type UsccOutcome = 'valid' | 'legacy' | 'suspected-id-number' | 'invalid'

export type UsccCheck =
  | Readonly<{ outcome: 'valid' | 'legacy'; code: Uscc; detail: string }>
  | Readonly<{ outcome: 'suspected-id-number' | 'invalid'; code: undefined; detail: string }>

const symbols = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const shape = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/
const outerWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const innerWeights = [3, 7, 9, 10, 5, 8, 4, 2]
const blanks = /[\s\u200b-\u200d\u2060\ufeff\u00ad]/g
const hyphens = /[-\u2010-\u2015\u2212\ufe58\ufe63]/g

/** Full-width forms to half-width, blanks and hyphens out, upper case; nothing else is guessed. */
export function normaliseUscc(raw: string): string {
  return raw
    .replace(/[\uff01-\uff5e]/g, c => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(blanks, '')
    .replace(hyphens, '')
    .replace(/[a-z]/g, c => c.toUpperCase())
}

/** Check character over the first 17, GB 32100-2015. */
function outerCheck(code: string): string {
  const sum = outerWeights.reduce((acc, weight, i) => acc + weight * symbols.indexOf(code.charAt(i)), 0)
  return symbols.charAt((31 - (sum % 31)) % 31)
}

/** Check character over the eight of the subject code, GB 11714: A = 10 … Z = 35. */
function innerCheck(subject8: string): string {
  const sum = innerWeights.reduce(
    (acc, weight, i) => acc + weight * Number.parseInt(subject8.charAt(i), 36),
    0,
  )
  return '0123456789X0'.charAt(11 - (sum % 11))
}

const details: Readonly<Record<UsccOutcome, string>> = {
  valid: '统一社会信用代码校验通过',
  legacy: '主体标识码校验通过但第18位校验码不符，疑为早期赋码，需登记机关确认',
  'suspected-id-number': '疑似填入了居民身份证号码，已拒收且不予留存，请改填统一社会信用代码',
  invalid: '统一社会信用代码校验未通过',
}

function refused(outcome: 'suspected-id-number' | 'invalid', detail = details[outcome]): UsccCheck {
  return { outcome, code: undefined, detail }
}

export function checkUscc(raw: string): UsccCheck {
  const text = normaliseUscc(raw)
  const outerHolds = shape.test(text) && outerCheck(text) === text.charAt(17)
  const innerHolds = shape.test(text) && innerCheck(text.slice(8, 16)) === text.charAt(16)
  // One ID number in 341 passes both checks by chance: only a business prefix clears a code that reads as one.
  const isBusiness = outerHolds && innerHolds && usccKind(text) !== undefined
  if (!isBusiness && looksLikeIdNumber(text)) return refused('suspected-id-number')
  if (text === '') return refused('invalid', '统一社会信用代码为空')
  if (text.length !== 18) return refused('invalid', `统一社会信用代码应为18位，实为${text.length}位`)
  if (!shape.test(text)) return refused('invalid', '统一社会信用代码含有不允许的字符')
  if (!innerHolds) return refused('invalid', `${details.invalid}：第17位主体标识码校验位不符`)
  // A mistyped ID number passes the inner check once in eleven: only a business prefix may be an early code (H3).
  if (!outerHolds && usccKind(text) === undefined)
    return refused('invalid', `${details.invalid}：第18位校验码不符`)
  const outcome = outerHolds ? 'valid' : 'legacy'
  return { outcome, code: text as Uscc, detail: details[outcome] }
}

/** Completes a code from department + kind + region (8) and subject (8) by computing both check characters. */
export function completeUscc(first8: string, subject8: string): Uscc {
  const first17 = `${first8}${subject8}${innerCheck(subject8)}`
  const code = `${first17}${outerCheck(first17)}`
  if (!shape.test(code)) throw new RangeError('completeUscc needs 2 symbols + 6 digits and 8 symbols')
  return code as Uscc
}

const kinds: Readonly<Record<string, Exclude<EntityKind, 'family-farm'>>> = {
  '91': 'enterprise',
  '92': 'individual-business',
  '93': 'farmers-cooperative',
}

/** Kind by prefix; undefined for a body that is no business entity (a family farm registers under 91 or 92). */
export function usccKind(code: string): Exclude<EntityKind, 'family-farm'> | undefined {
  return kinds[code.slice(0, 2)]
}
