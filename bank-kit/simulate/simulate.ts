import { setTimeout as sleep } from 'node:timers/promises'
import { type Access, connect } from '../client.ts'
import { onBehalfOf } from '../messages.ts'
import { tableOf } from '../table.ts'
import type { Run } from './desk.ts'
import { type Fault, faultLabels } from './faults.ts'
import { openJournal } from './journal.ts'
import { pull } from './pull.ts'
import { serveWebhook } from './push.ts'
import { differences, waitingOf } from './reconcile.ts'

export type Asked = Access & {
  readonly bankId: string
  readonly seed: number
  readonly faults: ReadonlySet<Fault>
  readonly minutes: number
  readonly untilEmpty: boolean
  readonly webhookPort?: number | undefined
  readonly webhookUrl?: string | undefined
  readonly webhookSecret?: string | undefined
}

export type Told = {
  readonly ok: boolean
  readonly counts: Readonly<Record<string, number>>
  readonly statuses: Readonly<Record<string, number>>
  readonly faults: Readonly<Record<string, number>>
  readonly surprises: readonly string[]
  readonly differences: readonly string[]
  readonly waiting: number
}

const statusesOf = (run: Run): Record<string, number> => {
  const statuses: Record<string, number> = {}
  for (const { said, recalled, left } of run.journal.held.values()) {
    if (left) continue
    const status = recalled ? 'recalled' : (said.at(-1)?.type ?? 'offered')
    statuses[status] = (statuses[status] ?? 0) + 1
  }
  return statuses
}

/** A bank at work over the public interfaces alone; ends with what it said against what the platform shows. */
export const simulate = async (asked: Asked, say: (line: string) => void): Promise<Told> => {
  const { bankId, seed, faults } = asked
  const journal = openJournal(say)
  const run: Run = { bank: connect(asked), seed, faults, journal, say }
  const at = Date.now() + asked.minutes * 60_000
  const named = [...faults].map(fault => faultLabels[fault].split('：')[0]).join('、')
  say(`银行模拟器：${bankId}，种子 ${seed}，故障：${named || '无'}`)
  await onBehalfOf(run.bank, bankId)
  if (faults.has('silent')) {
    if (!asked.untilEmpty) await sleep(at - Date.now())
    journal.played('silent')
  } else if (asked.webhookPort !== undefined)
    await serveWebhook(run, {
      port: asked.webhookPort,
      url: asked.webhookUrl,
      secret: asked.webhookSecret,
      empty: asked.untilEmpty,
      at,
    })
  else await pull(run, { empty: asked.untilEmpty, at })
  const found = await differences(run)
  return {
    ok: found.length === 0 && journal.surprises().length === 0,
    counts: journal.counts(),
    statuses: statusesOf(run),
    faults: journal.plays(),
    surprises: journal.surprises(),
    differences: found,
    waiting: await waitingOf(run),
  }
}

const entries = (counts: Readonly<Record<string, number>>, label = (name: string) => name) =>
  Object.entries(counts).map(([name, count]) => [label(name), String(count)])

/** The summary as a person reads it. */
export const summaryOf = (told: Told, asked: readonly Fault[]): string => {
  const parts = [
    tableOf(['事项', '次数'], entries(told.counts)),
    ...(Object.keys(told.statuses).length > 0 ? [tableOf(['本行办至', '笔数'], entries(told.statuses))] : []),
    ...(asked.length > 0
      ? [
          tableOf(
            ['故障', '演练次数'],
            asked.map(fault => [faultLabels[fault], String(told.faults[fault] ?? '未遇到')]),
          ),
        ]
      : []),
    ...(told.waiting > 0 ? [`台账中另有 ${told.waiting} 笔待接收，本次未收到。`] : []),
    ...told.surprises.map(each => `✗ 与接口约定不符：${each}`),
    ...told.differences.map(each => `✗ 与平台所示不一致：${each}`),
    told.ok ? '✓ 本行所反馈与平台所示一致' : '✗ 未通过',
  ]
  return parts.join('\n\n')
}
