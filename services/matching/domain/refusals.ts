import type { FieldError } from '#shared/domain/decision.ts'
import type { RefusalCatalogue } from '#shared/http/problem.ts'

/** Every expected refusal of this service beyond the common ones. */
export const refusals = {
  'product-of-another-bank': { status: 409, title: '产品编号属于另一银行' },
  'policy-in-the-past': { status: 422, title: '政策不得追溯施行' },
  'nothing-to-push': { status: 409, title: '没有可推送的企业' },
  'already-pushed': { status: 409, title: '该企业已由另一批次推送' },
  'push-stopped': { status: 409, title: '该企业不再推送' },
  'demand-covered': { status: 409, title: '融资需求已由授信覆盖' },
  'not-recalled': { status: 409, title: '该推送未被撤回' },
  'not-pushed-to-bank': { status: 409, title: '未向该银行推送' },
} as const satisfies RefusalCatalogue

/** Refuses fields whose shape is right and whose content is not. */
export const invalid = (errors: readonly [FieldError, ...FieldError[]]) =>
  ({
    code: 'validation-failed',
    detail: `共 ${errors.length} 处不符合要求，首处 ${errors[0].pointer}：${errors[0].detail}`,
    errors,
  }) as const

export const badCursor = invalid([
  { pointer: '?cursor', code: 'bad-cursor', detail: '请原样传回上一页答复中的 nextCursor' },
])
