import { setTimeout as sleep } from 'node:timers/promises'
import { type CloudEvent, ledgerOf } from '../messages.ts'
import { pauseWebhook, registerWebhook } from '../webhook.ts'
import { workOnBatch } from './batch.ts'
import type { Run } from './desk.ts'
import { openReceiver } from './receiver.ts'

const quietMs = 4000
const lateMs = 2000
const everyNth = 3

/** A bank whose webhook is called: verifies, takes down, answers, and works afterwards (E3). */
export const serveWebhook = async (
  run: Run,
  options: {
    readonly port: number
    /** Public address in front of the port; the loopback address unless given. */
    readonly url?: string | undefined
    readonly secret?: string | undefined
    readonly empty: boolean
    readonly at: number
  },
): Promise<void> => {
  const { bank, faults, journal, say } = run
  const waiting: CloudEvent[] = []
  const seen = new Set<string>()
  const refusedOnce = new Set<string>()
  let secrets: readonly string[] = []
  let lastCall = Date.now()

  const refuse = async ({ id }: CloudEvent): Promise<number | undefined> => {
    lastCall = Date.now()
    if (faults.has('slow')) {
      await sleep(lateMs)
      journal.played('slow')
    }
    if (!faults.has('wrong-signature') || seen.has(id)) return undefined
    if (refusedOnce.has(id)) {
      journal.played('wrong-signature')
      return undefined
    }
    if ((seen.size + refusedOnce.size + 1) % everyNth !== 0) return undefined
    refusedOnce.add(id)
    return 401
  }
  const take = (event: CloudEvent): void => {
    if (seen.has(event.id)) journal.count('重复收到')
    // The same id is the same message: it is answered again and worked on once.
    else if (!isPing(event)) waiting.push(event)
    seen.add(event.id)
  }
  const receiver = await openReceiver({ port: options.port, secrets: () => secrets, refuse, take })
  const url = options.url ?? receiver.url
  try {
    secrets = [await registerWebhook(bank, url, options.secret)]
    say(`  Webhook 已登记：${url}（密钥 ${secrets[0]}，下次以 --webhook-secret 给出）`)
    while (Date.now() < options.at) {
      const events = waiting.splice(0)
      await workOnBatch(run, events)
      if (events.length > 0) {
        lastCall = Date.now()
        say(`  收到 ${seen.size} 条，累计反馈 ${journal.counts()['反馈'] ?? 0} 次`)
        continue
      }
      const owed = [...refusedOnce].some(id => !seen.has(id))
      if (options.empty && !owed && Date.now() - lastCall > quietMs && (await allCame(run))) break
      await sleep(200)
    }
    for (const id of refusedOnce) if (!seen.has(id)) journal.surprise(`消息 ${id} 拒收一次后未再送达`)
    const strangers = receiver.calls.filter(({ status, problem }) => status === 401 && problem !== 'played')
    if (strangers.length > 0)
      journal.surprise(`${strangers.length} 次调用未能验签：${strangers[0]?.problem ?? ''}`)
    await pauseWebhook(bank, url)
  } finally {
    await receiver.stop()
  }
}

const isPing = ({ type }: CloudEvent): boolean => type.endsWith('ping') || type.includes('.ping.')

/** Nothing that the ledger shows as offered is unknown here. */
const allCame = async ({ bank, journal }: Run): Promise<boolean> =>
  (await ledgerOf(bank)).every(
    row => row['status'] !== 'offered' || journal.held.has(String(row['referralId'])),
  )
