import { isPlainDay, type PlainDay } from '#shared/domain/days.ts'
import { type Fen, wanYuanToFen } from '#shared/domain/money.ts'
import type { Cell } from './tables.ts'

/** A cell's meaning, or undefined when it cannot be read. */
export type Parse<T> = (cell: Cell) => T | undefined

const errorValue = /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!)$/

/** Full-width digits, letters and blanks become half-width; Chinese punctuation in names stays. */
export function text(cell: Cell): string | undefined {
  const raw = cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? '')
  const trimmed = raw
    .replace(/[０-９Ａ-Ｚａ-ｚ]/g, c => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\u200b\ufeff]/g, '')
    .replace(/[\s\u3000]+/g, ' ')
    .trim()
  return errorValue.test(trimmed) ? undefined : trimmed
}

/** Excel keeps 15 digits of a number: a longer code that was typed as one has lost its end. */
export const code: Parse<string> = cell => {
  const value = text(cell)
  const lost = typeof cell === 'number' ? cell >= 1e15 : /^\d(\.\d+)?E\+\d+$/i.test(value ?? '')
  return lost ? undefined : value
}

/** Four digits; Excel drops a leading zero of a code kept as a number. */
export const industryCode: Parse<string> = cell =>
  typeof cell === 'number' && Number.isInteger(cell) ? String(cell).padStart(4, '0') : text(cell)

/** Statistical codes of twelve digits shorten to the civil-affairs code they begin with. */
export const regionCode: Parse<string> = cell => {
  const value = text(cell)?.toUpperCase()
  return value && /^\d{12}$/.test(value) ? value.replace(/(000){1,2}$/, '') : value
}

const plainText = (cell: Cell) => text(cell)?.normalize('NFKC').replace(/\s/g, '') ?? ''

const whole = (digits: string): number | undefined => {
  const value = /^-?\d[\d,]*(\.0+)?$/.test(digits) ? Number(digits.replaceAll(',', '')) : Number.NaN
  return Number.isSafeInteger(value) ? value : undefined
}

export const headcount: Parse<number> = cell => whole(plainText(cell).replace(/[人名]$/, ''))

export const months: Parse<number> = cell => {
  const value = plainText(cell)
  const years = /^(\d+)年$/.exec(value)?.[1]
  return years === undefined ? whole(value.replace(/(个?月|期)$/, '')) : Number(years) * 12
}

export const wanYuan: Parse<Fen> = cell =>
  wanYuanToFen(typeof cell === 'number' ? cell : plainText(cell).replace(/^[¥￥]|万元?$/g, ''))

/** Separated, or eight digits: 2026112 could be two days. */
const dateText =
  /^(?:(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2}))(?:[T ]?\d{1,2}:\d{2}(?::\d{2})?)?$/

export const day: Parse<PlainDay> = cell => {
  const value = (text(cell) ?? '').normalize('NFKC')
  if (/^\d{5}(\.\d+)?$/.test(value)) {
    const daysBetween1900And1970 = 25_569
    return new Date((Math.floor(Number(value)) - daysBetween1900And1970) * 86_400_000)
      .toISOString()
      .slice(0, 10)
  }
  const [year = '', month = '', date = ''] = (dateText.exec(value) ?? []).slice(1).filter(Boolean)
  const plain = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  return isPlainDay(plain) ? plain : undefined
}

/** One of the words listed for a value. */
export const oneOf =
  <T>(words: readonly (readonly [T, RegExp])[]): Parse<T> =>
  cell =>
    words.find(([, pattern]) => pattern.test(plainText(cell)))?.[0]

export const yesNo = oneOf<boolean>([
  [true, /^(是|有|√|✓|✔|☑|同意|愿意|需要|y|yes|true|1)$/i],
  [false, /^(否|无|×|✗|✘|不是|没有|不同意|不愿意|不需要|n|no|false|0)$/i],
])

export const criterionFinding = oneOf<'met' | 'not-met' | 'to-be-checked'>([
  ['met', /^(是|√|✓|✔|☑|符合|满足|y|yes|true|1)$/i],
  ['not-met', /^(否|×|✗|✘|不符合|不满足|n|no|false|0)$/i],
  ['to-be-checked', /^(待核|待核实|待核查|待查)$/],
])

/** Names separated by 、 or a comma, semicolon or slash; 无 is none. */
export const nameList: Parse<string[]> = cell => {
  const names = text(cell)
    ?.split(/[、,，;；/／]/)
    .map(name => name.trim())
  return names?.filter(name => name !== '' && !/^(无|没有)$/.test(name))
}

/** The chain's name; 否 is none. */
export const keyChain: Parse<string> = cell => {
  const value = text(cell)
  return value !== undefined && /^(否|无|不是|×)$/.test(value) ? '' : value
}

/** What may be shown of a cell: nothing with many digits, which could be a person's number (H3). */
export function quotable(cell: Cell): string {
  const shown = (text(cell) ?? String(cell)).normalize('NFKC')
  if (shown.replace(/\D/g, '').length > 8) return '***'
  return shown.length > 20 ? `${shown.slice(0, 20)}…` : shown
}
