import type { SizeClass } from '#shared/contracts/vocabulary.ts'
import type { PlainDay } from './days.ts'
import { findIndustry } from './industry.ts'
import type { Fen } from './money.ts'
import { type Limits, type SizeRow, sizeRowOf, sizeTableOn } from './size-class-table.ts'

export type SizeInputs = Readonly<{
  industryCode: string
  staff?: number | undefined
  revenueFen?: Fen | undefined
  assetsFen?: Fen | undefined
}>

export type SizeResult = Readonly<{
  sizeClass: SizeClass
  tableVersion: string
  industryGroup: string | undefined
  industryGroupLabel: string | undefined
  inputs: SizeInputs
  /** What would have to be known to tell the class; empty when it is told. */
  missing: readonly (keyof SizeInputs)[]
}>

const fields = { X: 'staff', Y: 'revenueFen', Z: 'assetsFen' } as const satisfies Record<keyof Limits, string>
const fenPerUnit = { X: 1, Y: 1_000_000, Z: 1_000_000 } as const

type Indicator = Readonly<{ field: (typeof fields)[keyof Limits]; value: number | undefined; limit: number }>

function indicatorsOf(limits: Limits, inputs: SizeInputs): Indicator[] {
  return (['X', 'Y', 'Z'] as const).flatMap(key => {
    const limit = limits[key]
    if (limit === undefined) return []
    return [{ field: fields[key], value: inputs[fields[key]], limit: limit * fenPerUnit[key] }]
  })
}

/** A class is reached only when every indicator reaches its limit, so one known shortfall settles it. */
function sizeBy(
  limits: NonNullable<SizeRow['limits']>,
  inputs: SizeInputs,
): Pick<SizeResult, 'sizeClass' | 'missing'> {
  for (const sizeClass of ['large', 'medium', 'small'] as const) {
    const indicators = indicatorsOf(limits[sizeClass], inputs)
    if (indicators.some(i => i.value !== undefined && i.value < i.limit)) continue
    const missing = indicators.filter(i => i.value === undefined).map(i => i.field)
    return missing.length === 0 ? { sizeClass, missing } : { sizeClass: 'undetermined', missing }
  }
  return { sizeClass: 'micro', missing: [] }
}

/** B2: size by 中小企业划型标准规定, with the table in force on the day given (else the newest). */
export function classify(inputs: SizeInputs, on?: PlainDay): SizeResult {
  const table = sizeTableOn(on)
  const industry = findIndustry(inputs.industryCode)
  const digits = industry?.known === 'unknown-class' ? industry.code.slice(0, 3) : industry?.code
  const row = industry && sizeRowOf(table, `${industry.section}${digits}`)
  const facts = {
    tableVersion: table.version,
    industryGroup: row?.group,
    industryGroupLabel: row?.label,
    inputs,
  }
  if (row === undefined) return { ...facts, sizeClass: 'undetermined', missing: ['industryCode'] }
  if (row.limits === undefined) return { ...facts, sizeClass: 'not-applicable', missing: [] }
  return { ...facts, ...sizeBy(row.limits, inputs) }
}
