import * as z from 'zod'
import { load } from '#shared/commits/execute.ts'
import { answer, endpoint, notFound, type Request } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { slipAggregate } from '../../domain/slip.ts'
import { concerns } from '../../domain/slip-guards.ts'
import { slipSummary } from '../../domain/slip-views.ts'
import { subjectOf } from '../../domain/subject.ts'
import { service } from '../../service.ts'
import { slipParams } from '../answer-slip/route.ts'
import { answerShape, isOverdue, overdueField, promiseShape, raiseShape, slipRow } from './shapes.ts'

const resultSchema = slipRow.extend({
  ...overdueField,
  problem: z.string().describe('具体问题'),
  proposal: z.string().describe('处理建议'),
  promise: promiseShape.optional().describe('容缺受理的信用承诺'),
  dueRule: z.string().describe('期限的计算依据'),
  provisional: z.boolean().describe('该年度节假日安排尚未公布，期限为暂定'),
  answers: z.array(answerShape).readonly().describe('承办单位的答复，round 为此前上级答复的次数'),
  raises: z.array(raiseShape).readonly().describe('历次提级及上级的答复'),
})

/** H2: a slip that belongs to no application names no entity, and its reading opens nobody's data. */
const discloses = {
  of: 'credit' as const,
  subjectOf: ({ result: { uscc, ...place } }: { readonly result: z.infer<typeof resultSchema> }) =>
    uscc ? subjectOf({ ...place, uscc }) : undefined,
}

const read = async (
  { params, caller, now }: Request<{ slipId: string }, unknown, unknown>,
  { table }: Deps,
) => {
  const { state } = await load(table, slipAggregate, params.slipId)
  if (state.status === 'none' || !concerns(state, caller)) return notFound('该批分单')
  const summary = slipSummary(state)
  const { raisedTo, ...rest } = summary
  return answer({
    ...rest,
    ...(raisedTo ? { raisedTo } : {}),
    overdue: isOverdue(summary, now),
    problem: state.problem,
    proposal: state.proposal,
    ...(state.promise ? { promise: { ...state.promise } } : {}),
    dueRule: state.due.rule,
    provisional: state.due.provisional,
    answers: state.answers.map(said => ({ ...said })),
    raises: state.raises.map(raise => ({ ...raise })),
  })
}

/** Answers one slip of the caller's subtree, or raised to it (F2, F3). */
export const readSlip = endpoint<Deps>()(service.routes.readSlip, {
  params: slipParams,
  result: resultSchema,
  discloses,
  run: read,
})

/** Answers one slip to those who opened it or are asked (F2). */
export const readOwnSlip = endpoint<Deps>()(service.routes.readOwnSlip, {
  params: slipParams,
  result: resultSchema,
  discloses,
  run: read,
})
