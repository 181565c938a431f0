import { execute } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { normaliseUscc } from '#shared/domain/uscc.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { readCode } from '../../domain/code.ts'
import { entityDefinition, type Visit } from '../../domain/entity.ts'
import { service } from '../../service.ts'
import { judged } from '../submit-application/compose.ts'
import { type VisitBody, visitResultSchema, visitSchema } from './body.ts'
import { recordVisit as decide } from './decide.ts'

/** Leaves out what was not said, so that the stored visit has no empty fields. */
const visitOf = ({
  uscc: _uscc,
  demand,
  remarks,
  doNotDisturbBefore,
  criteria,
  offline,
  ...said
}: VisitBody): Omit<Visit, 'visitId'> => {
  const { termMonths, purpose, loanKind } = demand ?? {}
  return {
    ...said,
    ...(demand
      ? {
          demand: {
            amountFen: demand.amountFen,
            ...(termMonths === undefined ? {} : { termMonths }),
            ...(purpose === undefined ? {} : { purpose }),
            ...(loanKind === undefined ? {} : { loanKind }),
          },
        }
      : {}),
    ...(remarks === undefined ? {} : { remarks }),
    ...(doNotDisturbBefore === undefined ? {} : { doNotDisturbBefore }),
    ...(criteria === undefined ? {} : { criteria: judged(criteria) }),
    ...(offline === undefined ? {} : { offline }),
  }
}

export const recordVisit = endpoint<Deps>()(service.routes.recordVisit, {
  body: visitSchema,
  bulk: { max: 500, orderBy: visit => normaliseUscc(visit.uscc) },
  result: visitResultSchema,
  status: 201,
  run: async ({ body, caller, cause, now }, deps) => {
    const code = readCode(body.uscc, '/uscc')
    if (!code.ok) return code
    const execution = await execute(deps.table, entityDefinition, {
      id: code.uscc,
      cause,
      actor: caller,
      now,
      decide: state => decide(state, { visit: visitOf(body), caller, today: shanghaiDay(now) }),
    })
    return answerOf(execution, result => result.visitId)
  },
})
