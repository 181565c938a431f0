import * as z from 'zod'
import type { Refusal } from '#shared/domain/decision.ts'
import { isTownship, nation } from '#shared/domain/regions.ts'
import { findPlace, hasTownships } from '#shared/domain/townships.ts'
import { type Caller, outside } from '#shared/http/caller.ts'
import { isIn } from '../domain/place.ts'

const isKnown = (code: string): boolean =>
  findPlace(code) !== undefined || (isTownship(code) && !hasTownships(code))

const regionShape = /^(\d{6}|\d{9}|G\d{8})$/

export const regionField = z
  .string()
  .regex(regionShape, {
    error: '须为六位区划代码、九位乡镇（街道）代码，或以 G 开头的功能区代码',
    abort: true,
  })
  .refine(isKnown, { error: '区划代码不在区划目录内，请核对', abort: true })
  .optional()
  .describe('区划代码；不填则为令牌所属区划')

/** Why the figures of a region are not for this caller or not of this system (A2, G8). */
export const mayNotAsk = (caller: Caller, region: string, province: string): Refusal | undefined => {
  const beside = outside(caller, region)
  if (beside) return beside
  return region === nation || isIn(region, province)
    ? undefined
    : {
        code: 'region-elsewhere',
        detail: `本系统只统计 ${province}0000 及其下级区划，${region} 请到其所在省份的系统查询。`,
      }
}
