import * as z from 'zod'
import type { CommitTable } from '#shared/commits/table.ts'
import { closedList } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answer, refused } from '#shared/http/endpoint.ts'
import { personResult, warnedSchema } from '../../domain/schemas.ts'
import { answerLabels, slipKinds, slipSourceLabels } from '../../domain/slip.ts'
import { slipStatusSchema } from '../answer-slip/route.ts'

const kindLabels = {
  'green-channel': slipKinds['green-channel'].label,
  'parallel-approval': slipKinds['parallel-approval'].label,
  'tolerance-acceptance': slipKinds['tolerance-acceptance'].label,
} as const

export const promiseShape = z.object({
  missing: z.array(z.string()).readonly().describe('承诺补齐的材料'),
  reference: z.string().describe('承诺书编号'),
  supplyBy: z.string().describe('承诺补齐的日期'),
})

const said = z.looseObject({
  by: personResult.describe('答复人'),
  at: z.string().describe('答复时间，UTC'),
  result: closedList('结果', answerLabels),
  detail: z.string().describe('办理情况'),
})

export const answerShape = said.extend({ round: z.int().describe('此前上级答复的次数') })

export const raiseShape = z.looseObject({
  toRegion: z.string().describe('提级到的区划'),
  reason: z.string().describe('提级的理由'),
  by: personResult.describe('同意提级的召集人'),
  at: z.string().describe('提级时间，UTC'),
  answer: said.optional().describe('上级的答复'),
})

export const slipRow = z.looseObject({
  slipId: z.string().describe('批分单编号'),
  regionCode: z.string().describe('县（区）代码'),
  townshipCode: z.string().optional().describe('乡镇（街道）代码'),
  applicationId: z.string().optional().describe('所涉申请编号'),
  uscc: z.string().optional().describe('所涉主体的统一社会信用代码'),
  source: closedList('问题来源', slipSourceLabels),
  sourceLabel: z.string().describe('来源名称'),
  kind: closedList('办理方式', kindLabels),
  kindLabel: z.string().describe('办理方式名称'),
  status: slipStatusSchema,
  statusLabel: z.string().describe('状态名称'),
  departments: z.array(z.string()).readonly().describe('承办单位'),
  pending: z.array(z.string()).readonly().describe('尚未答复的承办单位'),
  openedOn: z.string().describe('开单日期'),
  dueOn: z.string().describe('办理期限'),
  warned: warnedSchema.optional(),
  raisedTo: z.string().optional().describe('最近一次提至的区划'),
})

export const overdueField = { overdue: z.boolean().describe('是否逾期') }

export const isOverdue = (slip: { status: string; dueOn: string }, now: string): boolean =>
  (slip.status === 'open' || slip.status === 'raised') && slip.dueOn < shanghaiDay(now)

export const pageQuery = {
  cursor: z.string().max(2000).optional().describe('上一页回答中的 nextCursor'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('每页条数，1 至 200，默认 50'),
}

export const pageResult = z.object({
  items: z.array(slipRow.extend(overdueField)).readonly().describe('批分单，期限早者在前'),
  nextCursor: z.string().optional().describe('还有下一页时给出'),
})

export const pageOf = async (
  table: CommitTable,
  query: { readonly pk: string; readonly limit: number; readonly cursor?: string | undefined },
  now: string,
) => {
  const page = await table.list(query)
  if (page === 'bad-cursor')
    return refused({
      code: 'validation-failed',
      detail: '翻页游标无效，请使用上一页回答中的 nextCursor，查询条件不变。',
      errors: [{ pointer: '?cursor', code: 'bad-cursor', detail: '不是本列表给出的游标' }],
    })
  const items = page.items.map(item => {
    const row = slipRow.parse(item)
    return { ...row, overdue: isOverdue(row, now) }
  })
  return answer({ ...page, items })
}
