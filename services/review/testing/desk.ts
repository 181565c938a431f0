import { SQSClient } from '@aws-sdk/client-sqs'
import type { CommitTable } from '#shared/commits/table.ts'
import type { DomainEvent } from '#shared/contracts/events.ts'
import { testSigner } from '#shared/keys/testing.ts'
import { startTestTable } from '#shared/testing/engine.ts'
import { harness, silentLog } from '#shared/testing/harness.ts'
import { schedules } from '../clock.ts'
import { reviewService } from '../handlers.ts'
import { at, claims, profile } from './cases.ts'

/** The service over a real table, with the events that reach it. */
export const openDesk = async () => {
  const { table, stop } = await startTestTable()
  const sqs = new SQSClient({ region: 'local' })
  const signer = testSigner()
  const depsOver = (over: CommitTable, now = at) => ({
    table: over,
    sqs,
    signer,
    province: '51',
    clock: () => now,
    log: silentLog,
  })
  const door = harness(reviewService, depsOver(table))
  // The province of these tests asks for all three levels (X五); a test may set its county otherwise.
  await door.receive(
    'policy-set.v1',
    {
      regionCode: '510000',
      version: 1,
      effectiveFrom: '2024-10-28',
      setting: { reviewLevels: ['task-force', 'bank', 'leader'], repairedLevels: ['leader'] },
    },
    'policy#510000@1.0',
  )
  const desk = {
    ...door,
    table,
    /** The same service over a table that behaves otherwise. */
    over: (other: CommitTable) => harness(reviewService, depsOver(other)),
    stop: async () => {
      sqs.destroy()
      await stop()
    },
    /** The clock ticks: lists are gone on with. */
    tick: async (over: CommitTable = table) => await schedules['finish-lists']?.(depsOver(over)),
    /** The chase looks at what is due by this instant. */
    chaseAt: async (now: string) => await schedules.chase?.(depsOver(table, now)),
    declare: async (n: number, more: Parameters<typeof profile>[1] = {}) =>
      await door.receive('application-declared.v1', profile(n, more), `entity#E@${n}.0`),
    /** Hands the list's own event back, as its queue would. */
    deliverSigned: async (listId: string) => {
      const events = (await door.eventsOf(table, 'recommendation-list', listId)) as readonly {
        type: string
      }[]
      const signed = events.find(({ type }) => type === 'recommendation-list-signed.v1')
      if (!signed) throw new Error('the list is not signed')
      const { data } = signed as DomainEvent<'recommendation-list-signed.v1'>
      return await door.receive('recommendation-list-signed.v1', data, `recommendation-list#${listId}@9.1`)
    },
    /** Takes a declared application through all steps and brings its views up to date. */
    passAll: async (n: number) => {
      const id = profile(n).applicationId
      const levels = [
        ['task-force', 'task-force'],
        ['bank', 'bank-reviewer'],
        ['leader', 'leader'],
      ] as const
      for (const [level, role] of levels)
        await door.call(claims(role), 'POST', `/review/v1/cases/${id}/reviews`, {
          level,
          outcome: 'pass',
          opinion: '同意',
        })
      await door.call(claims('industry-department'), 'POST', `/review/v1/cases/${id}/confirmation`, {
        outcome: 'confirm',
        opinion: '同意',
      })
      await door.refreshViews('case', id)
    },
  }
  return desk
}

export type Desk = Awaited<ReturnType<typeof openDesk>>
