import { fingerprintOf } from '#shared/domain/canonical.ts'
import { countyOf, findRegion } from '#shared/domain/regions.ts'
import type { Flags } from '../flags.ts'
import { banksOf, type DemoBank } from './banks.ts'
import { countyOfRows } from './registry.ts'
import type { Profile } from './run.ts'
import type { CountyWorkbook } from './workbook.ts'
import { loadCountyInput } from './workbook-load.ts'

const sample = 'samples/tongchuan-511702.xlsx'

/** The county's workbook, read and understood before anything is started. */
export type Prepared = {
  readonly county: string
  readonly place: string
  readonly profile: Profile
  readonly seed: number
  readonly keepFor: string | undefined
  readonly input: Extract<CountyWorkbook, { ok: true }>
  readonly banks: readonly DemoBank[]
  /** The same input, profile and seed give the same id: a rerun repeats, it does not load again. */
  readonly runId: string
}

const usualProfile = (county: string): Profile =>
  county === '511702' ? 'tongchuan' : county.startsWith('4115') ? 'xinyang' : 'national'

export const prepare = async (flags: Flags): Promise<Prepared | { readonly problem: string }> => {
  const input = await loadCountyInput(flags.input ?? sample)
  if (!input.ok) return { problem: input.problem.detail }
  const majority = countyOfRows(input.registry)
  const county = majority === undefined ? undefined : (countyOf(majority) ?? majority)
  const region = county === undefined ? undefined : findRegion(county)
  if (county === undefined || !region) return { problem: '“名录”的“区划代码”一列中没有可识别的县（区）' }
  const profile = flags.profile ?? usualProfile(county)
  const banks = banksOf(county, input.visits)
  const { keepFor } = flags
  if (keepFor !== undefined && !banks.some(({ bankId }) => bankId === keepFor))
    return { problem: `没有银行 ${keepFor}；可用：${banks.map(({ bankId }) => bankId).join('、')}` }
  return {
    county,
    place: region.fullName,
    profile,
    seed: flags.seed,
    keepFor,
    input,
    banks,
    runId: fingerprintOf({ input, profile, seed: flags.seed }),
  }
}
