import type { FieldError } from '#shared/domain/decision.ts'
import { countyOf, covers, findRegion, isTownship, levelOf, parentOf } from '#shared/domain/regions.ts'
import { findPlace, hasTownships } from '#shared/domain/townships.ts'

/** The region itself, then each one above it up to the nation. */
export const upwardFrom = (code: string): readonly string[] => {
  const parent = parentOf(code)
  return parent === undefined ? [code] : [code, ...upwardFrom(parent)]
}

const isKnown = (code: string): boolean =>
  findPlace(code) !== undefined ||
  (isTownship(code) && !hasTownships(code) && findRegion(parentOf(code) ?? '') !== undefined)

export const regionName = (code: string): string => findPlace(code)?.fullName ?? code

export const unknownRegion = (code: string, pointer: string): FieldError | undefined =>
  isKnown(code)
    ? undefined
    : { pointer, code: 'unknown-region', detail: `区划目录中没有 ${code}，请核对代码` }

/** Lists and batches are the county's business (C4, D1); a zone that a city runs itself is its own county. */
export const notACounty = (code: string, pointer: string): FieldError | undefined =>
  unknownRegion(code, pointer) ??
  (countyOf(code) === code
    ? undefined
    : { pointer, code: 'not-a-county', detail: `批次按县（市、区）推送，${code} 不是县级区划代码` })

const belowCounty = (code: string, pointer: string, why: string): FieldError | undefined =>
  unknownRegion(code, pointer) ??
  (['nation', 'province', 'city'].includes(levelOf(code) ?? '') || countyOf(code) === code
    ? undefined
    : { pointer, code: 'below-county', detail: `${why}，${code} 在县级以下` })

/** Below the county a policy would never be read. */
export const noPolicyHere = (code: string, pointer: string): FieldError | undefined =>
  belowCounty(code, pointer, '推送政策按县级及以上区划设置')

export const noListHere = (code: string, pointer: string): FieldError | undefined =>
  belowCounty(code, pointer, '清单按县级及以上区划查询')

/** Where an enterprise stands, as finely as is known. */
export const placeOf = (entity: {
  readonly regionCode: string
  readonly townshipCode?: string | undefined
}): string => entity.townshipCode ?? entity.regionCode

export const serves = (regionCodes: readonly string[], place: string): boolean =>
  regionCodes.some(code => covers(code, place))

/** Read access: what is in the caller's subtree, and what is above it because it applies there too (A2). */
export const concerns = (callerRegion: string, region: string): boolean =>
  covers(callerRegion, region) || covers(region, callerRegion)
