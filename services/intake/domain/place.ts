import type { Refusal } from '#shared/domain/decision.ts'
import { countyOf, findRegion, isTownship, levelOf } from '#shared/domain/regions.ts'
import { findPlace, hasTownships } from '#shared/domain/townships.ts'
import { type Code, refuseField } from './refusals.ts'

/** `regionCode` is a county or a zone that a city runs itself; below it at most one township or zone (A1). */
export type Place = { readonly regionCode: string; readonly townshipCode?: string }

/** The narrowest region an entity stands in: whoever acts on it must cover this (A2). */
export const narrowest = (place: Place): string => place.townshipCode ?? place.regionCode

export type Located =
  | { readonly ok: true; readonly place: Place }
  | { readonly ok: false; readonly refusal: Refusal<Code> }

const unknown = (pointer: string, detail: string): Located => ({
  ok: false,
  refusal: refuseField('region-unknown', pointer, detail).refusal,
})

/** Elsewhere than in the provinces whose townships are at hand, a well-formed code is taken as it is. */
export const exists = (code: string): boolean =>
  findPlace(code) !== undefined || (isTownship(code) && !hasTownships(code))

/** Reads the two region fields of a registry row: a county, a zone, or a township given in either field. */
export const locate = (regionCode: string, townshipCode: string | undefined): Located => {
  if (levelOf(regionCode) === undefined || !exists(regionCode))
    return unknown('/regionCode', `没有区划代码 ${regionCode}，请填写现行的县级区划代码或功能区代码。`)
  const county = countyOf(regionCode)
  if (county === undefined || findRegion(county) === undefined)
    return unknown('/regionCode', `${regionCode} 不是县级区划，请填写主体所在的县（区）、乡镇或功能区。`)
  const below = regionCode === county ? undefined : regionCode
  if (townshipCode === undefined || townshipCode === below)
    return { ok: true, place: { regionCode: county, ...(below ? { townshipCode: below } : {}) } }
  if (!exists(townshipCode) || townshipCode === county)
    return unknown('/townshipCode', `没有乡镇（街道）代码 ${townshipCode}，请核对。`)
  if (countyOf(townshipCode) !== county)
    return unknown('/townshipCode', `乡镇（街道）${townshipCode} 不属于 ${county}，请核对。`)
  if (below) return unknown('/townshipCode', `regionCode 已填到 ${below}，townshipCode 请填同一代码或不填。`)
  return { ok: true, place: { regionCode: county, townshipCode } }
}
