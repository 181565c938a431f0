import * as z from 'zod'
import type { CommitTable } from '#shared/commits/table.ts'
import { covers } from '#shared/domain/regions.ts'
import { checkUscc } from '#shared/domain/uscc.ts'
import type { RouteDeclaration } from '#shared/service/declaration.ts'
import { type Role, roleLabels } from '#shared/service/permissions.ts'
import { purposeLabels } from '#shared/service/sharing-list.ts'
import { answer, type Endpoint, endpoint, refused } from './endpoint.ts'

const limitError = 'limit 须为 1 至 200 的整数'

const lookSchema = z.object({
  at: z.string().describe('查看时间，UTC'),
  sub: z.string().describe('查看人员'),
  org: z.string().describe('所在单位'),
  role: z.string().describe('角色'),
  roleLabel: z.string().describe('角色名称'),
  region: z.string().describe('查看人员所属区划'),
  bank: z.string().optional().describe('银行机构编号'),
  route: z.string().describe('所用接口'),
  of: z.enum(['personal', 'credit']).describe('信息类别：personal 个人信息、credit 信用信息'),
  purpose: z.string().optional().describe('所填用途'),
  purposeLabel: z.string().optional().describe('用途名称'),
  requestId: z.string().describe('请求编号'),
})

const labelIn = (labels: { readonly [code: string]: string }, code: string): string => labels[code] ?? code

const refusedField = (pointer: string, code: string, detail: string) =>
  refused({ code: 'validation-failed', detail, errors: [{ pointer, code, detail }] })

/** Those who answer for the data ask who looked at it; those who work with it do not (H2, H4). */
export const lookAskers: readonly Role[] = ['task-force', 'supervisor']

/** Looks at an entity through one service, newest first, for `lookAskers` of its region (A2, H2, H4). */
export const accessRecords = <D extends { readonly table: Pick<CommitTable, 'readAccess'> }>(
  route: RouteDeclaration,
): Endpoint<D> =>
  endpoint<D>()(route, {
    params: z.strictObject({ code: z.string().max(40).describe('统一社会信用代码') }),
    query: z.strictObject({
      limit: z.coerce
        .number(limitError)
        .int(limitError)
        .min(1, limitError)
        .max(200, limitError)
        .default(50)
        .describe('每页条数，1 至 200，默认 50'),
      cursor: z.string().max(1000).optional().describe('上一页返回的 nextCursor'),
    }),
    result: z.object({
      uscc: z.string().describe('统一社会信用代码'),
      items: z.array(lookSchema).describe('经本服务查看的记录，最近的在前'),
      nextCursor: z.string().optional().describe('还有下一页时给出'),
    }),
    run: async ({ params, query: { limit, cursor }, caller }, { table }) => {
      if (!lookAskers.includes(caller.role))
        return refused({ code: 'forbidden', detail: '查看记录由工作专班和上级工作机制查询。' })
      const { code: uscc } = checkUscc(params.code)
      // What was sent is not repeated, for it may be an ID number (H3).
      if (uscc === undefined) return refusedField('{code}', 'code-invalid', '须为 18 位统一社会信用代码。')
      const page = await table.readAccess(uscc, limit, cursor)
      if (page === 'bad-cursor')
        return refusedField('?cursor', 'bad-cursor', 'cursor 无效：请原样使用上一页返回的 nextCursor。')
      const items = page.items
        .filter(({ regionCode }) => covers(caller.region, regionCode))
        .map(({ at, who, route, of, purpose, requestId }) => ({
          at,
          ...who,
          roleLabel: labelIn(roleLabels, who.role),
          route,
          of,
          ...(purpose ? { purpose, purposeLabel: labelIn(purposeLabels, purpose) } : {}),
          requestId,
        }))
      return answer({ uscc, items, ...(page.nextCursor ? { nextCursor: page.nextCursor } : {}) })
    },
  })
