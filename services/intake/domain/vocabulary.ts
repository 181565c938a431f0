import * as z from 'zod'

/** Closed lists of this service, each with its Chinese labels (standards §7). */

const codesOf = <T extends string>(labels: Record<T, string>) => Object.keys(labels) as [T, ...T[]]

/** Who supplied a registry row (B1). */
export const sourceLabels = {
  'market-regulator': '市场监管部门',
  tax: '税务部门',
  statistics: '统计部门',
  'industry-department': '行业主管部门',
  bank: '银行',
  self: '自主申报',
  window: '服务窗口',
  platform: '融资信用服务平台',
} as const
export type Source = keyof typeof sourceLabels
export const sourceSchema = z.enum(codesOf(sourceLabels))

/** Worst last: among contradicting sources the worst stands (B1). */
export const registrationStatusLabels = {
  operating: '存续（在营、开业、在册）',
  'abnormal-operation': '列入经营异常名录',
  suspended: '停业',
  'moved-out': '迁出',
  'serious-breach': '列入严重违法失信名单',
  revoked: '吊销',
  cancelled: '注销',
} as const
export type RegistrationStatus = keyof typeof registrationStatusLabels
export const registrationStatusSchema = z.enum(codesOf(registrationStatusLabels))

/** Finding on one of the five criteria (B4). */
export const findingLabels = { met: '符合', 'not-met': '不符合', 'to-be-checked': '待核' } as const
export type Finding = keyof typeof findingLabels
export const findingSchema = z.enum(codesOf(findingLabels))

export const standingLabels = {
  listed: '在走访目标企业清单',
  'awaiting-confirmation': '待登记机关确认',
  dropped: '已剔除',
} as const
export type Standing = keyof typeof standingLabels
export const standingSchema = z.enum(codesOf(standingLabels))

export const applicationStatusLabels = {
  declared: '已申报',
  'screened-out': '未通过初筛',
  returned: '已退回补正',
  refused: '审核未通过',
  concluded: '已办结',
  withdrawn: '已撤回',
  removed: '已移出推荐清单',
} as const
export type ApplicationStatus = keyof typeof applicationStatusLabels
export const applicationStatusSchema = z.enum(codesOf(applicationStatusLabels))

/** `legacy` is right inside and wrong outside: a code of the early years (standards §2). */
export const codeCheckSchema = z.enum(['valid', 'legacy'])
export type CodeCheck = z.infer<typeof codeCheckSchema>
