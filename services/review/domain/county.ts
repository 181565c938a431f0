import type { FieldError } from '#shared/domain/decision.ts'
import { countyOf, findRegion, isTownship } from '#shared/domain/regions.ts'
import { findPlace, hasTownships } from '#shared/domain/townships.ts'

/** Cases and lists are kept by county: says what is wrong with a code that names none. */
export const notACounty = (regionCode: string, pointer: string): FieldError | undefined => {
  if (!findRegion(regionCode))
    return { pointer, code: 'region-unknown', detail: '没有这个区划代码，请填写县（区）六位代码' }
  return countyOf(regionCode) === regionCode
    ? undefined
    : { pointer, code: 'not-a-county', detail: '请填写县（区）或市直管功能区的代码' }
}

/** Any region from the nation to a township; where a province's townships are not at hand, an unknown one proves nothing. */
export const isKnownPlace = (code: string): boolean =>
  findPlace(code) !== undefined || (isTownship(code) && !hasTownships(code))
