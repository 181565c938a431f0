import * as z from 'zod'
import { execute, load } from '#shared/commits/execute.ts'
import { daySchema, regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { outside } from '#shared/http/caller.ts'
import { answer, answerOf, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { type Organisation, organisationAggregate } from '../../domain/organisation.ts'
import { organisationSummary } from '../../domain/organisation-views.ts'
import { lineOf } from '../../domain/schemas.ts'
import { seatAggregate, seatOf, takeSeat } from '../../domain/seats.ts'
import { service } from '../../service.ts'
import {
  dutySchema,
  kindSchema,
  nameSchema,
  organisationIdSchema,
  organisationParams,
  organisationRow,
} from '../read-organisations/shapes.ts'
import { stateOrganisation } from './decide.ts'

/** Creates or changes an organisation of the register (A1, A3, A4). */
export const registerOrganisation = endpoint<Deps>()(service.routes.registerOrganisation, {
  params: organisationParams,
  body: z.strictObject({
    name: nameSchema,
    kind: kindSchema,
    regionCode: regionCodeSchema,
    parentOrg: organisationIdSchema.optional().describe('上级单位的标识；须已登记'),
    duty: dutySchema.optional(),
    from: daySchema.describe('设立日期 YYYY-MM-DD'),
    to: daySchema.optional().describe('停用前的最后一日 YYYY-MM-DD'),
    reason: lineOf(200).describe('登记或变更的事由，2 至 200 字'),
  }),
  result: organisationRow,
  run: async ({ params: { organisationId }, body, caller, cause, now }, { table }) => {
    const away = outside(caller, body.regionCode)
    if (away) return refused(away)
    const { reason, parentOrg, duty, to, ...stated } = body
    const file = {
      ...{ ...stated, organisationId },
      ...(parentOrg ? { parentOrg } : {}),
      ...(duty ? { duty } : {}),
      ...(to ? { to } : {}),
    }
    const loaded = async (id: string): Promise<Organisation> =>
      (await load(table, organisationAggregate, id)).state
    const none = organisationAggregate.initial
    const [known, parent] = await Promise.all([loaded(organisationId), parentOrg ? loaded(parentOrg) : none])
    const statement = { file, parent, reason, by: caller, at: now }
    const common = { actor: caller, now }
    const seat = seatOf(file, parent.status === 'none' ? undefined : parent.kind)
    // The seat first: an organisation without its seat could not be told from the one that has it.
    if (seat && stateOrganisation(known, statement).kind === 'accepted') {
      const taken = answerOf(
        await execute(table, seatAggregate, {
          ...common,
          id: file.regionCode,
          cause: { ...cause, key: `${cause.key}:seat` },
          decide: seats => takeSeat(seats, seat),
        }),
      )
      if (!taken.ok) return taken
    }
    const done = answerOf(
      await execute(table, organisationAggregate, {
        ...common,
        id: organisationId,
        cause,
        decide: state => stateOrganisation(state, statement),
      }),
    )
    return done.ok ? answer(organisationSummary(done.result)) : done
  },
})
