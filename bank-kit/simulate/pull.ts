import { setTimeout as sleep } from 'node:timers/promises'
import { acknowledge, extend, type Message, receive } from '../messages.ts'
import { workOnBatch } from './batch.ts'
import type { Run } from './desk.ts'

/** The shortest the platform lends for: a slow bank must outlast it. */
const shortSeconds = 10
const emptyLooks = 2

type Held = { readonly receipts: readonly string[]; readonly until: number }

/** Asks for more time; the receipts that count now, and when the first visibility has surely passed. */
const holdOn = async ({ bank, journal }: Run, messages: readonly Message[]): Promise<Held> => {
  const until = Date.now() + (shortSeconds + 1) * 1000
  const answers = await extend(
    bank,
    messages.map(({ receipt }) => receipt),
    120,
  )
  const refused = answers.filter(({ extended }) => !extended)
  if (refused.length > 0) journal.surprise(`延长：应全部延长，${refused.length} 条未延长`)
  return { receipts: answers.map(({ receipt, newReceipt }) => newReceipt ?? receipt), until }
}

const settle = async ({ bank, journal, faults }: Run, receipts: readonly string[]): Promise<void> => {
  for (let time = 0; time < (faults.has('doubled') ? 2 : 1); time += 1) {
    const answers = await acknowledge(bank, receipts)
    const lost = answers.filter(({ acknowledged }) => !acknowledged)
    if (lost.length > 0)
      journal.surprise(
        `确认${time > 0 ? '（重复）' : ''}：应全部确认，${lost.length} 条未确认：${lost[0]?.detail ?? ''}`,
      )
  }
}

/** A bank that asks its queue over HTTPS, works, and acknowledges only then: what it did not finish comes back (E3). */
export const pull = async (
  run: Run,
  until: { readonly empty: boolean; readonly at: number },
): Promise<void> => {
  const { bank, faults, journal, say } = run
  const seen = new Set<string>()
  let slow = faults.has('slow')
  for (let empty = 0; Date.now() < until.at && !(until.empty && empty >= emptyLooks); ) {
    const messages = await receive(bank, {
      max: 10,
      waitSeconds: 2,
      visibilitySeconds: slow ? shortSeconds : 300,
    })
    empty = messages.length > 0 ? 0 : empty + 1
    if (messages.length === 0) continue
    const held = slow
      ? await holdOn(run, messages)
      : { receipts: messages.map(({ receipt }) => receipt), until: 0 }
    const fresh = messages.filter(({ event }) => !seen.has(event.id))
    if (fresh.length < messages.length) journal.count('重复收到', messages.length - fresh.length)
    for (const { event } of fresh) seen.add(event.id)
    await workOnBatch(
      run,
      fresh.map(({ event }) => event),
    )
    await sleep(Math.max(0, held.until - Date.now()))
    await settle(run, held.receipts)
    if (slow) journal.played('slow')
    // Once is enough to show it; the rest goes at its own pace.
    slow = false
    say(`  领取 ${messages.length} 条，累计反馈 ${journal.counts()['反馈'] ?? 0} 次`)
  }
}
