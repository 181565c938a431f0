/** Integer 分; the only form money is kept and counted in. */
export type Fen = number

/** 10 亿元: a single demand above it is a slip of the pen, not a small-business loan. */
export const maxDemandFen: Fen = 100_000_000_000

const decimal = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d+))?$/

/** Shifts a decimal by `places` without floating point; undefined when not a number or a digit is left over. */
function shifted(value: string | number, places: number): Fen | undefined {
  // A computed Excel cell holds 15 significant digits, the rest is noise of the binary form.
  const text = typeof value === 'number' ? String(Number(value.toPrecision(15))) : value
  const [match, sign, whole = '', fraction = ''] = decimal.exec(text.normalize('NFKC').trim()) ?? []
  if (match === undefined || whole + fraction === '' || /[1-9]/.test(fraction.slice(places))) return undefined
  const fen = Number(whole.replaceAll(',', '') + fraction.slice(0, places).padEnd(places, '0'))
  if (!Number.isSafeInteger(fen)) return undefined
  return sign === '-' && fen !== 0 ? -fen : fen
}

/** '1,234.5' → 123450; undefined when not a number or finer than one fen. */
export const yuanToFen = (value: string | number): Fen | undefined => shifted(value, 2)

/** '12.5' → 12500000; undefined when not a number or finer than one fen. */
export const wanYuanToFen = (value: string | number): Fen | undefined => shifted(value, 6)

function grouped(hundredths: number): string {
  const digits = String(Math.abs(hundredths)).padStart(3, '0')
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${hundredths < 0 ? '-' : ''}${whole}.${digits.slice(-2)}`
}

/** 123456 → '1,234.56元'. */
export const formatFen = (fen: Fen): string => `${grouped(fen)}元`

/** 12500000 → '12.50万元', rounded half away from zero for display only. */
export const formatWanYuan = (fen: Fen): string =>
  `${grouped(Math.sign(fen) * Math.round(Math.abs(fen) / 10_000))}万元`
