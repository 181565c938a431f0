import { SQSClient } from '@aws-sdk/client-sqs'
import type { CommitTable } from '#shared/commits/table.ts'
import { sha256 } from '#shared/domain/canonical.ts'
import { type Claims, harness, silentLog } from '#shared/testing/harness.ts'
import type { Deps } from '../deps.ts'
import { type Bank, type BankBody, bankBodySchema } from '../domain/bank.ts'
import type { Recommended } from '../domain/plan.ts'
import { matchingService } from '../handlers.ts'
import { loadSolver } from '../solver.ts'
import { branch, county, recommended } from './examples.ts'

export const taskForce: Claims = { sub: 'task-force-1', role: 'task-force', region: county }
export const neighbour: Claims = { sub: 'task-force-2', role: 'task-force', region: '411525' }
export const operator: Claims = { sub: 'operator-1', role: 'operator', region: '510000' }
export const bocTeller: Claims = { sub: 'boc-1', role: 'bank', region: county, bank: 'boc-a' }

/** One enterprise an application, unless the test says otherwise (B11). */
export const usccOf = (id: string): string => `91${sha256(id).slice(0, 16).toUpperCase()}`

const bodyOf = ({ bankId: _bankId, ...body }: Bank): BankBody => bankBodySchema.parse(body)

/** The service over a table, with the steps that every story begins with. */
export const matchingOver = (table: CommitTable, now = '2025-03-03T02:00:00.000Z') => {
  const deps: Deps = {
    table,
    sqs: new SQSClient({ region: 'local' }),
    province: '51',
    clock: () => now,
    log: silentLog,
    solver: loadSolver,
  }
  const driven = harness(matchingService, deps)
  return {
    ...driven,
    deps,
    register: async (bankId: string, more: Partial<Bank> = {}, claims: Claims = taskForce) => {
      const answer = await driven.call(
        claims,
        'PUT',
        `/matching/v1/banks/${bankId}`,
        bodyOf(branch(bankId, more)),
      )
      if (answer.status === 200) await driven.refreshViews('bank', bankId)
      return answer
    },
    recommend: async (id: string, more: Partial<Recommended> = {}) => {
      const fate = await driven.receive(
        'application-recommended.v1',
        recommended(id, { uscc: usccOf(id), ...more }),
        `case#${id}@9.0`,
      )
      await driven.refreshViews('plan', id)
      return fate
    },
    /** Runs a schedule as its clock would. */
    runSchedule: async (schedule: string) => await matchingService.schedules[schedule]?.(deps),
    batch: async (body: object, key?: string, claims: Claims = taskForce) =>
      await driven.call(claims, 'POST', '/matching/v1/batches', body, key),
    /** Every referral that left any of these plans, in order. */
    referrals: async (ids: readonly string[]) =>
      (await Promise.all(ids.map(id => driven.eventsOf(table, 'plan', id))))
        .flat()
        .filter(event => (event as { type: string }).type === 'referral-dispatched.v1')
        .map(event => (event as { data: { referralId: string; batchId: string } }).data),
  }
}
