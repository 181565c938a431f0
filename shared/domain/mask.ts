const stars = (n: number) => '*'.repeat(Math.max(n, 0))

/** H3: '13812345678' → '138****5678'; any other number shows its last two characters only. */
export function maskPhone(phone: string): string {
  const text = phone.normalize('NFKC').replace(/[\s-]/g, '')
  const mobile = /^(?:\+?86)?(1\d{10})$/.exec(text)?.[1]
  if (mobile !== undefined) return `${mobile.slice(0, 3)}****${mobile.slice(7)}`
  return text.length < 7 ? stars(text.length) : `${stars(text.length - 2)}${text.slice(-2)}`
}

/** H3: the first character stays, '王某某' → '王**'; a single character does not. */
export function maskName(name: string): string {
  const [first = '', ...rest] = name.trim()
  return rest.length === 0 ? stars(first === '' ? 0 : 1) : `${first}${stars(rest.length)}`
}

/** H3: first and last character of a number of 15 or 18, nothing of any other text. */
export function maskIdNumber(idNumber: string): string {
  const text = idNumber.trim()
  if (text.length !== 15 && text.length !== 18) return stars(text.length)
  return `${text.slice(0, 1)}${stars(text.length - 2)}${text.slice(-1)}`
}
