import type { Context } from 'hono'
import type { CommitTable } from '#shared/commits/table.ts'
import type { Refusal } from '#shared/domain/decision.ts'
import type { Log } from '#shared/observability/log.ts'
import { type Disclosed, type Purpose, purposeLabels, purposesOf } from '#shared/service/sharing-list.ts'
import type { Caller } from './caller.ts'
import type { Endpoint, Subject } from './endpoint.ts'

/** The header in which a caller may say what the look is for. */
export const purposeHeader = 'access-purpose'

const listed = (purposes: readonly Purpose[]): string =>
  purposes.map(purpose => `${purpose} ${purposeLabels[purpose]}`).join('；')

/** What the look is for, or why the sharing list does not allow it (H2). */
export const purposeOf = (
  context: Context,
  of: Disclosed,
  { role }: Caller,
): { readonly purpose?: Purpose } | { readonly refusal: Refusal } => {
  const allowed = purposesOf(role, of)
  if (allowed.length === 0)
    return { refusal: { code: 'not-shared', detail: '信息共享清单没有向您的角色共享此类信息。' } }
  const said = context.req.header(purposeHeader)
  if (said === undefined) return {}
  const purpose = allowed.find(each => each === said)
  return purpose
    ? { purpose }
    : {
        refusal: {
          code: 'not-shared',
          detail: `请求头 Access-Purpose 须为信息共享清单列给您的用途：${listed(allowed)}；也可不填。`,
        },
      }
}

type Look = {
  readonly caller: Caller
  readonly traceId: string
  readonly now: string
  readonly params: unknown
  readonly result: unknown
  readonly purpose: Purpose | undefined
  /** Said by an answer that is a file. */
  readonly opened?: Subject | undefined
}

/** Writes down who looked at whom before the answer leaves; what cannot be written down is not shown (H2, H4). */
export const recordLook = async <D>(
  table: Pick<CommitTable, 'recordAccess'>,
  { route, discloses }: Endpoint<D>,
  { caller, traceId, now, params, result, purpose, opened }: Look,
  log: Log,
): Promise<Refusal | undefined> => {
  const subject = opened ?? discloses?.subjectOf({ params, result } as never)
  if (discloses === undefined || subject === undefined) return undefined
  const { sub, role, org, region, bank } = caller
  try {
    await table.recordAccess({
      subject: subject.code,
      regionCode: subject.regionCode,
      ...(subject.rows === undefined ? {} : { rows: subject.rows }),
      at: now,
      requestId: traceId,
      of: discloses.of,
      route: `${route.method} ${route.path}`,
      who: { sub, role, org, region, ...(bank ? { bank } : {}) },
      ...(purpose ? { purpose } : {}),
    })
    return undefined
  } catch (error) {
    log.error('查看记录未能写入，未予答复', { error: String(error), traceId })
    return { code: 'access-not-recorded', detail: '查看记录暂时无法写入，依规不予显示；请稍后重试。' }
  }
}
