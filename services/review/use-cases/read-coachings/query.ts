import * as z from 'zod'
import { load } from '#shared/commits/execute.ts'
import { closedList, criterionSchema } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answer, endpoint, notFound, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { coachedEntityAggregate } from '../../domain/coached-entity.ts'
import { coachingAggregate, satisfactionLabels } from '../../domain/coaching.ts'
import { coachingSummary } from '../../domain/coaching-views.ts'
import { problemClasses } from '../../domain/problem-classes.ts'
import { subjectOf } from '../../domain/subject.ts'
import { service } from '../../service.ts'
import { outsideCoaching } from '../work-coaching/decide.ts'
import { coachingParams } from '../work-coaching/shapes.ts'
import { coachingRow } from './list-query.ts'

const person = z.object({ org: z.string().describe('单位'), sub: z.string().describe('人员') })

const sourceShape = z
  .looseObject({
    kind: z.enum(['review', 'bank']).describe('拒绝方：review 审核、bank 银行'),
    level: z.string().optional().describe('审核拒绝的：层级'),
    criterion: criterionSchema.optional().describe('审核拒绝的：未符合的标准'),
    bankId: z.string().optional().describe('银行拒绝的：银行编号'),
    referralId: z.string().optional().describe('银行拒绝的：推送编号'),
    code: z.string().optional().describe('银行拒绝的：原因代码'),
    repairable: z.boolean().optional().describe('银行拒绝的：银行认为可否修复'),
  })
  .describe('拒绝的来源')

const closingShape = z.looseObject({
  outcome: z.enum(['repaired', 'given-up']).describe('结果：repaired 已修复、given-up 未能修复'),
  by: person.describe('办理人'),
  at: z.string().describe('办结时间，UTC'),
  proof: z.string().optional().describe('修复的证明'),
  reason: z.string().optional().describe('未能修复的原因'),
  satisfaction: closedList('企业满意度', satisfactionLabels).optional(),
})

const resultSchema = coachingRow.extend({
  problem: z.string().describe('拒绝方指出的具体问题'),
  advice: z.string().describe('拒绝方的改进建议'),
  source: sourceShape,
  suggestedMeasure: z.string().describe('该类问题的通常办法'),
  dueRule: z.string().describe('期限的计算依据'),
  provisional: z.boolean().describe('该年度节假日安排尚未公布，期限为暂定'),
  overdue: z.boolean().describe('是否逾期未办结'),
  measuresTaken: z
    .array(
      z.object({
        by: person.describe('办理人'),
        at: z.string().describe('时间，UTC'),
        done: z.string().describe('措施'),
        proof: z.string().optional().describe('佐证'),
      }),
    )
    .readonly()
    .describe('已采取的措施，依次'),
  closing: closingShape.optional().describe('办结时给出：结果、证明或原因、办理人与时间'),
  nextApplicationId: z.string().optional().describe('企业其后重新申报的申请编号'),
  recommendedAgainOn: z.string().optional().describe('再次推荐的日期'),
})

/** Answers one coaching, with where it led (F1). */
export const readCoaching = endpoint<Deps>()(service.routes.readCoaching, {
  params: coachingParams,
  result: resultSchema,
  discloses: { of: 'credit', subjectOf: ({ result }) => subjectOf(result) },
  run: async ({ params, caller, now }, { table }) => {
    const { state } = await load(table, coachingAggregate, params.coachingId)
    if (state.status === 'none') return notFound('该辅导事项')
    const away = outsideCoaching(state, caller)
    if (away) return refused(away.refusal)
    const { state: entity } = await load(table, coachedEntityAggregate, state.uscc)
    const led = entity.coachings.find(({ coachingId }) => coachingId === state.coachingId)
    return answer({
      ...coachingSummary(state),
      problem: state.problem,
      advice: state.advice,
      source: { ...state.source },
      suggestedMeasure: problemClasses[state.problemClass].measure,
      dueRule: state.due.rule,
      provisional: state.due.provisional,
      overdue: state.status === 'open' && state.due.dueOn < shanghaiDay(now),
      measuresTaken: state.measures,
      ...(state.status === 'open' ? {} : { closing: { ...state.closing } }),
      ...(led?.nextApplicationId ? { nextApplicationId: led.nextApplicationId } : {}),
      ...(led?.recommendedAgainOn ? { recommendedAgainOn: led.recommendedAgainOn } : {}),
    })
  },
})
