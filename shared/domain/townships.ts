import henan from './data/townships/41.json' with { type: 'json' }
import sichuan from './data/townships/51.json' with { type: 'json' }
import { addressOf, findRegion, isTownship, parentOf, type Region } from './regions.ts'

type TownshipFile = Record<string, Record<string, string>>

// One file a province, so that a bundle carries the provinces it serves; a new province is one line here.
const provinces: Record<string, TownshipFile> = { '41': henan, '51': sichuan }

/** Whether the townships of this region's province are at hand; elsewhere an unknown township proves nothing. */
export const hasTownships = (code: string): boolean => code.replace(/^G/, '').slice(0, 2) in provinces

// The lists never change while a process lives; a file of 50,000 rows asks for the same few places again and again.
const placesFound = new Map<string, Region>()
const townshipsFound = new Map<string, readonly Region[]>()

/** Any region from nation to township. */
export function findPlace(code: string): Region | undefined {
  const found = placesFound.get(code) ?? lookUp(code)
  if (found) placesFound.set(code, found)
  return found
}

function lookUp(code: string): Region | undefined {
  if (!isTownship(code)) return findRegion(code)
  const name = provinces[code.slice(0, 2)]?.[code.slice(0, 6)]?.[code.slice(6)]
  const county = findRegion(parentOf(code) ?? '')
  if (name === undefined || county === undefined) return undefined
  const { validFrom } = county
  return {
    code,
    name,
    level: 'township',
    parent: county.code,
    fullName: `${addressOf(code)}${name}`,
    validFrom,
  }
}

export function townshipsOf(county: string): readonly Region[] {
  const known = townshipsFound.get(county)
  if (known) return known
  const listed = provinces[county.slice(0, 2)]?.[county]
  if (!listed) return []
  const codes = Object.keys(listed).map(last => Number(`${county}${last}`))
  const found = codes.sort((a, b) => a - b).flatMap(code => findPlace(String(code)) ?? [])
  townshipsFound.set(county, found)
  return found
}
