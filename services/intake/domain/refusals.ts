import type { FieldError, Refusal } from '#shared/domain/decision.ts'
import { refuse } from '#shared/domain/decision.ts'

/** Every refusal of this service; codes common to all services stand in shared/http/problem.ts. */
export const refusals = {
  'code-invalid': { status: 422, title: '统一社会信用代码无效' },
  'code-suspected-id-number': { status: 422, title: '疑似居民身份证号码' },
  'region-unknown': { status: 422, title: '区划代码无效' },
  'industry-unknown': { status: 422, title: '行业代码无效' },
  'entity-dropped': { status: 409, title: '主体已从走访目标企业清单剔除' },
  'entity-awaiting-confirmation': { status: 409, title: '主体待登记机关确认' },
  'consent-missing': { status: 422, title: '缺少企业同意' },
  'bank-unknown': { status: 422, title: '银行不存在或已停用' },
  'medium-renewal-only': { status: 422, title: '中型企业仅限续贷' },
  'old-loan-unnamed': { status: 422, title: '续贷未写明原贷款' },
  'live-application-exists': { status: 409, title: '已有在办申报' },
  'kind-out-of-scope': { status: 422, title: '不在本地区支持范围' },
  'consent-withdrawn': { status: 409, title: '企业已撤回同意' },
  'bank-elsewhere': { status: 422, title: '银行不服务主体所在区划' },
  'bank-not-serving': { status: 403, title: '不在本行服务区划' },
  'consent-none': { status: 409, title: '没有可撤回的同意' },
  'application-not-live': { status: 409, title: '申报已不在办理中' },
  'review-begun': { status: 409, title: '审核已经开始' },
  'visit-already-planned': { status: 409, title: '已有待走访的计划' },
  'do-not-disturb': { status: 409, title: '企业要求此日之前不再打扰' },
  'visit-sequence-reused': { status: 409, title: '设备序号已用于另一次走访' },
  'plan-unknown': { status: 404, title: '走访计划不存在' },
  'plan-closed': { status: 409, title: '走访计划已结束' },
  'renewal-of-other-bank': { status: 403, title: '不是本行的贷款' },
  'already-declared': { status: 409, title: '主体已在申报清单' },
  'left-out-unknown': { status: 404, title: '反映不存在' },
  'left-out-settled': { status: 409, title: '反映已办结' },
  'application-unknown': { status: 404, title: '申报不存在' },
  'file-not-uploaded': { status: 409, title: '文件尚未上传' },
  'file-size-differs': { status: 409, title: '文件大小与登记的不符' },
} as const satisfies { readonly [code: string]: { readonly status: number; readonly title: string } }

export type Code = keyof typeof refusals | 'not-found' | 'outside-region' | 'validation-failed'

/** A refusal that points at one field of the request. */
export const refuseField = <C extends Code>(
  code: C,
  pointer: string,
  detail: string,
  more: { readonly fieldCode?: string; readonly facts?: NonNullable<Refusal['facts']> } = {},
) => {
  const error: FieldError = { pointer, code: more.fieldCode ?? code, detail }
  return refuse(code, detail, { errors: [error], ...(more.facts ? { facts: more.facts } : {}) })
}

/** A day that has not come yet in Shanghai. */
export const refuseFuture = (pointer: string, what: string, today: string) =>
  refuseField('validation-failed', pointer, `${what}不得晚于今天（${today}）。`, { fieldCode: 'in-future' })
