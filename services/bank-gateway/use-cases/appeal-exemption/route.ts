import * as z from 'zod'
import { execute, load } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answer, answerOf, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { appealSchema, exemptionSchema } from '../../domain/exemption.ts'
import { heldBy, referral } from '../../domain/referral.ts'
import { service } from '../../service.ts'
import { params } from '../referral-params.ts'
import { appealExemption } from './decide.ts'

const result = z.object({ exemptions: z.array(exemptionSchema).describe('该笔的各次认定，按先后') })

/** An officer’s appeal against a finding, and its answer (E8). */
export const appealExemptionOfReferral = endpoint<Deps>()(service.routes.appealExemption, {
  params,
  body: appealSchema,
  result,
  status: 201,
  run: async ({ params, body, caller, cause, now }, deps) => {
    // Asked before anything is written: a stranger leaves no trace in another bank's log.
    const { state } = await load(deps.table, referral, params.referralId)
    if (!heldBy(state, caller.bank)) return notFound('该推送')
    const execution = await execute(deps.table, referral, {
      id: params.referralId,
      cause,
      actor: caller,
      now,
      decide: state => appealExemption(state, caller.bank, body, shanghaiDay(now)),
    })
    const answered = answerOf(execution)
    return answered.ok ? answer({ exemptions: answered.result }) : answered
  },
})
