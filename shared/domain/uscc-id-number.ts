const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
// 81–83 are residence permits; 9 + province is the foreigners' permanent residence card.
const eighteen = /^9?(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d+[\dX]$/
const fifteen = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])\d{13}$/

function isBirthDate(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].map(Number)
  if (year === undefined || month === undefined || year < 1880 || year > 2099) return false
  // A day the month does not have falls into another month.
  return new Date(Date.UTC(year, month - 1, day)).getUTCMonth() === month - 1
}

/** GB 11643: 18 characters whose MOD 11-2 check and birth date hold, or the 15 digits issued before 1999. */
export function looksLikeIdNumber(text: string): boolean {
  if (text.length === 15) return fifteen.test(text) && isBirthDate(`19${text.slice(6, 12)}`)
  if (text.length !== 18 || !eighteen.test(text) || !isBirthDate(text.slice(6, 14))) return false
  const sum = weights.reduce((acc, weight, i) => acc + weight * Number(text.charAt(i)), 0)
  return '10X98765432'.charAt(sum % 11) === text.charAt(17)
}
