import { execute } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { normaliseUscc } from '#shared/domain/uscc.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { readCode } from '../../domain/code.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { service } from '../../service.ts'
import { planResultSchema, planSchema } from './body.ts'
import { planVisit as decide } from './decide.ts'

export const planVisit = endpoint<Deps>()(service.routes.planVisit, {
  body: planSchema,
  bulk: { max: 500, orderBy: plan => normaliseUscc(plan.uscc) },
  result: planResultSchema,
  status: 201,
  run: async ({ body: { uscc: raw, ...plan }, caller, cause, now }, { table }) => {
    const code = readCode(raw, '/uscc')
    if (!code.ok) return code
    const execution = await execute(table, entityDefinition, {
      id: code.uscc,
      cause,
      actor: caller,
      now,
      decide: state => decide(state, { plan, caller, today: shanghaiDay(now) }),
    })
    return answerOf(execution, result => result.planId)
  },
})
