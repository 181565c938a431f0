import * as z from 'zod'
import { execute, load } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { delegationsOf, delegationTo } from '../../domain/delegation.ts'
import { listAggregate } from '../../domain/list.ts'
import { officeFor } from '../../domain/offices.ts'
import { organisationAggregate } from '../../domain/organisation.ts'
import { personOf } from '../../domain/person.ts'
import { registerFor, registerOf } from '../../domain/register.ts'
import { lineOf, listParams } from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { signList as decide, signable, statementFor } from './decide.ts'

/** The convener signs a drafted list with the key of the mechanism (C4). */
export const signList = endpoint<Deps>()(service.routes.signList, {
  params: listParams,
  body: z.strictObject({ opinion: lineOf(500).optional().describe('签发意见，2 至 500 字') }),
  result: z.object({
    listId: z.string().describe('推荐清单编号'),
    rows: z.int().describe('户数'),
    digest: z.string().describe('清单摘要，十六进制'),
    statement: z.string().describe('签发声明：被签名的全文，UTF-8'),
    signedAt: z.string().describe('签发时间，ISO 8601，UTC'),
  }),
  run: async ({ params, body, caller, cause, now }, { table, signer }) => {
    const { state } = await load(table, listAggregate, params.listId)
    const delegations = state.status === 'none' ? [] : await delegationsOf(table, state.regionCode)
    const today = shanghaiDay(now)
    const delegation = delegationTo(delegations, personOf(caller), today)
    // A1: who delegates for a county is its convener.
    const signsFor =
      delegation && state.status !== 'none' ? { ...delegation.convener, region: state.regionCode } : caller
    const [convener, deputy] = await Promise.all([
      registerFor(table, signsFor, officeFor['sign-off'], today),
      delegation ? registerOf(table, caller.org) : organisationAggregate.initial,
    ])
    const registers = { convener, deputy }
    const command = { by: caller, at: now, opinion: body.opinion, delegation, registers }
    const list = signable(state, command)
    // Signed before the commit: the key is outside the table, and a signature that is not committed binds nobody.
    const signature = 'kind' in list ? undefined : await signer.sign(statementFor(list, command))
    return answerOf(
      await execute(table, listAggregate, {
        id: params.listId,
        cause,
        actor: caller,
        now,
        decide: current => decide(current, command, signature),
      }),
    )
  },
})
