import regions from './data/regions.json' with { type: 'json' }
import zoneFile from './data/zones.json' with { type: 'json' }
import {
  cityOf,
  countyOf,
  levelOf,
  nation,
  parentOf,
  provinceOf,
  type RegionLevel,
} from './region-structure.ts'

export * from './region-structure.ts'

/** `validFrom` is the edition of the source that first lists the code (a zone: the date of its text);
 * `validTo` the end of a code that real lists may still carry (old and purely statistical ones). */
export type Region = {
  code: string
  name: string
  level: RegionLevel
  parent: string | undefined
  fullName: string
  validFrom: string
  validTo?: string
}

const nameOf = (code: string): string | undefined =>
  code === nation ? '全国' : (regions.names as Record<string, string>)[code]

// 市辖区, 县 and 省直辖县级行政区划 group codes and are no part of an address.
const isGrouping = (code: string) => /^(市辖区|县|(省|自治区)直辖县级行政区划)$/.test(nameOf(code) ?? '')

/** 河南省信阳市固始县: the names from the province down to the county. */
export function addressOf(code: string): string {
  const above = [provinceOf(code), cityOf(code), countyOf(code)]
  return [...new Set(above)]
    .filter(part => part !== undefined)
    .filter(part => !isGrouping(part))
    .map(part => nameOf(part) ?? '')
    .join('')
}

/** Nation to county and the functional zones; for townships see `townships.ts`. */
export function findRegion(code: string): Region | undefined {
  const level = levelOf(code)
  if (level === undefined) return undefined
  const zone = zoneFile.zones.find(z => z.code === code)
  const ended = (regions.ended as Record<string, { name: string; validTo: string }>)[code]
  const name = zone?.name ?? ended?.name ?? nameOf(code)
  if (name === undefined) return undefined
  const fullName = level === 'nation' ? name : nameOf(code) ? addressOf(code) : `${addressOf(code)}${name}`
  const validFrom =
    zone?.validFrom ?? (regions.validFrom as Record<string, string>)[code] ?? regions.editions.base.of
  const region = { code, name, level, parent: parentOf(code), fullName, validFrom }
  return ended ? { ...region, validTo: ended.validTo } : region
}

/** Direct children down to the county, and zones; a county's townships are in `townships.ts`. */
export function childrenOf(code: string): Region[] {
  const codes = [...Object.keys(regions.names), ...zoneFile.zones.map(zone => zone.code)]
  return codes.filter(child => parentOf(child) === code).flatMap(child => findRegion(child) ?? [])
}
