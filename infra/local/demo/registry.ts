import { countyOf, isTownship } from '#shared/domain/regions.ts'
import { townshipsOf } from '#shared/domain/townships.ts'
import type { RegistryRow } from './workbook.ts'

const first = <T>(pairs: readonly (readonly [RegExp, T])[], text: string): T | undefined =>
  pairs.find(([pattern]) => pattern.test(text))?.[1]

const statuses = [
  [/严重违法/, 'serious-breach'],
  [/异常/, 'abnormal-operation'],
  [/吊销/, 'revoked'],
  [/注销|撤销/, 'cancelled'],
  [/迁出|迁移/, 'moved-out'],
  [/停业|歇业|清算/, 'suspended'],
  [/^(存续|在业|开业|正常|在营|登记成立|)/, 'operating'],
] as const

const sources = [
  [/市监|市场监管|工商/, 'market-regulator'],
  [/税/, 'tax'],
  [/统计/, 'statistics'],
  [/银行|农商/, 'bank'],
  [/窗口|大厅/, 'window'],
  [/平台/, 'platform'],
  [/自主|自行|企业/, 'self'],
  [/./, 'industry-department'],
] as const

/** The township whose name the row gives, with or without 镇, 乡, 街道. */
export const townshipOf = (county: string, name: string): string | undefined => {
  if (name === '') return undefined
  const stem = (text: string) => text.replace(/(街道办事处|街道|镇|乡|民族乡)$/, '')
  const all = townshipsOf(county)
  return (all.find(place => place.name === name) ?? all.find(place => stem(place.name) === stem(name)))?.code
}

/** One row of 名录 as the platform posts it to the target list (B1). */
export const targetListItem = (row: RegistryRow): Record<string, unknown> => {
  // A zone stands by itself, a township code names its county, a county needs the township's name.
  const township = isTownship(row.region) ? row.region : undefined
  const county = township ? (countyOf(township) ?? row.region) : row.region
  const townshipCode = township ?? townshipOf(county, row.township)
  return {
    uscc: row.uscc,
    name: row.name,
    entityKind: row.kind,
    industryCode: row.industryCode,
    ...(row.staff === undefined ? {} : { staff: row.staff }),
    ...(row.revenueFen === undefined ? {} : { revenueFen: row.revenueFen }),
    ...(row.assetsFen === undefined ? {} : { assetsFen: row.assetsFen }),
    regionCode: county,
    ...(townshipCode ? { townshipCode } : {}),
    registrationStatus: first(statuses, row.registrationStatus) ?? row.registrationStatus,
    ...(row.legalRepresentative ? { legalRepresentative: row.legalRepresentative } : {}),
    ...(row.phone ? { phone: row.phone } : {}),
    source: first(sources, row.source) ?? 'industry-department',
  }
}

/** The county most rows belong to: the one that runs the mechanism for this workbook. */
export const countyOfRows = (rows: readonly RegistryRow[]): string | undefined => {
  const counts = new Map<string, number>()
  for (const { region } of rows) {
    const county = countyOf(region) ?? region
    counts.set(county, (counts.get(county) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}
