export const nation = '000000'

export type RegionLevel = 'nation' | 'province' | 'city' | 'county' | 'township' | 'zone'

// 东莞, 中山, 儋州 and 嘉峪关 have townships and no counties: the city stands in the county's place.
const withoutCounties = new Set(['4419', '4420', '4604', '6202'])

// Hosted by a city or a county: G, its six digits, two more.
const isZone = (code: string) => /^G[1-9]\d(?!00)\d{6}$/.test(code)

/** The civil-affairs code a zone hangs under, or the code itself. */
const place = (code: string) => (isZone(code) ? code.slice(1, 7) : code)

export function levelOf(code: string): RegionLevel | undefined {
  if (isZone(code)) return 'zone'
  if (code === nation) return 'nation'
  if (/^\d{9}$/.test(code))
    return code.endsWith('000') || levelOf(code.slice(0, 6)) === undefined ? undefined : 'township'
  if (!/^[1-9]\d{5}$/.test(code)) return undefined
  if (code.endsWith('0000')) return 'province'
  return code.endsWith('00') ? 'city' : code.slice(2, 4) === '00' ? undefined : 'county'
}

export const isTownship = (code: string): boolean => levelOf(code) === 'township'

export function provinceOf(code: string): string | undefined {
  const level = levelOf(code)
  return level === undefined || level === 'nation' ? undefined : `${place(code).slice(0, 2)}0000`
}

/** 110100 or 419000 for what the province governs directly: GB/T 2260 has these grouping codes. */
export function cityOf(code: string): string | undefined {
  const level = levelOf(code)
  if (level === undefined || level === 'nation' || place(code).endsWith('0000')) return undefined
  return `${place(code).slice(0, 4)}00`
}

/** A zone that a city runs itself (信阳's 管理区、开发区) is its own county-level unit (A1). */
export function countyOf(code: string): string | undefined {
  const city = cityOf(code)
  if (city === undefined) return undefined
  if (withoutCounties.has(city.slice(0, 4))) return isZone(code) ? code : city
  if (place(code) !== city) return place(code).slice(0, 6)
  return isZone(code) ? code : undefined
}

export function parentOf(code: string): string | undefined {
  const level = levelOf(code)
  if (level === undefined || level === 'nation') return undefined
  if (level === 'zone') return place(code)
  if (level === 'province') return nation
  if (level === 'city') return provinceOf(code)
  return level === 'county' ? cityOf(code) : countyOf(code)
}

/** A2: a region sees its own subtree and nothing beside it. */
export function covers(outer: string, inner: string): boolean {
  const level = levelOf(outer)
  if (level === undefined || levelOf(inner) === undefined) return false
  if (level === 'nation' || outer === inner) return true
  const prefix = { province: 2, city: 4, county: 6, township: 9, zone: 9 }[level]
  return place(inner).startsWith(outer.slice(0, prefix))
}
