import type { RefusalCatalogue } from '#shared/http/problem.ts'

/** Refusals of this service beyond the common ones. */
export const refusals = {
  'region-elsewhere': { status: 422, title: '区划不属于本系统所在省份' },
  'bank-figures-by-county': { status: 422, title: '按银行统计的最小区划为县级' },
} as const satisfies RefusalCatalogue
