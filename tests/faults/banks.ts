import { eventNameOf } from '#shared/contracts/names.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import type { Called } from '#shared/testing/harness.ts'
import type { Chance } from './chance.ts'
import { asBank, bankIds } from './county.ts'
import type { Scheduler } from './scheduler.ts'
import type { World } from './world.ts'

export const lineFen = 30_000_000
export const drawnFen = 10_000_000

type Shown = {
  readonly receipt: string
  readonly event: {
    readonly id: string
    readonly type: string
    readonly data: { readonly referralId: string }
  }
}

/** What the banks were shown: by bank and event id, each body as it came first. */
export type Seen = ReadonlyMap<string, ReadonlyMap<string, Shown['event']>>

const refusal = {
  code: 'cash-flow',
  problem: '流水不足以覆盖还款',
  advice: '归集回款后再申请',
  repairable: true,
}
const grant = {
  lineFen,
  rateBp: 360,
  termMonths: 12,
  collateral: 'credit',
  firstLoan: true,
  renewalWithoutRepayment: false,
}

/** Each bank works on its queue as its own system would: it may forget to acknowledge, be silent, and answers what it took on. */
export const openBanks = (world: World, { callers, onEachTurn }: Scheduler, chance: Chance) => {
  const seen = new Map(bankIds.map(bankId => [bankId as string, new Map<string, Shown['event']>()]))
  const faults: string[] = []
  const busy = new Set<string>()
  const silence = { oneIn: 6 }
  let keys = 0

  const post = (bankId: string, path: string, body: object): Promise<Called> => {
    keys += 1
    return callers.ask('bank-gateway', asBank(bankId), 'POST', path, body, `${bankId}-${keys}`)
  }

  /** From acceptance to the end; a recall on the way refuses the next step, and the bank leaves it at that. */
  const workOn = async (bankId: string, referralId: string): Promise<void> => {
    const on = shanghaiDay(world.held.kept.now)
    const way = chance.pick(['granted', 'granted', 'granted', 'refused', 'given-up'] as const)
    const decided =
      way === 'granted'
        ? [
            { type: 'granted', decidedOn: on, grant },
            { type: 'drawn', drawnOn: on, amountFen: drawnFen },
          ]
        : way === 'refused'
          ? [{ type: 'refused', decidedOn: on, refusal }]
          : [{ type: 'given-up', decidedOn: on, reason: '自有资金已足够' }]
    for (const said of [
      { type: 'accepted' },
      { type: 'contacted', occurredOn: on },
      { type: 'materials-completed', occurredOn: on },
      ...decided,
    ]) {
      const { status, text } = await post(bankId, `/bank/v1/referrals/${referralId}/feedback`, said)
      if (status === 409) return
      if (status >= 300) faults.push(`${bankId} ${said.type} ${status} ${text}`)
    }
  }

  const acknowledgeRecall = async (bankId: string, referralId: string): Promise<void> => {
    const { status, text } = await post(bankId, `/bank/v1/referrals/${referralId}/recall-acknowledgement`, {})
    if (status >= 300) faults.push(`${bankId} recall ${status} ${text}`)
  }

  const read = (bankId: string, event: Shown['event']): void => {
    const known = seen.get(bankId)
    const before = known?.get(event.id)
    if (before) {
      if (JSON.stringify(before) !== JSON.stringify(event)) faults.push(`${event.id} changed its content`)
      return
    }
    known?.set(event.id, event)
    const { referralId } = event.data
    const name = eventNameOf(event.type)
    if (name === 'referral-offered.v1' && !(silence.oneIn > 0 && chance.oneIn(silence.oneIn)))
      void workOn(bankId, referralId)
    if (name === 'recall-offered.v1') void acknowledgeRecall(bankId, referralId)
  }

  const look = async (bankId: string): Promise<void> => {
    const { body } = await post(bankId, '/bank/v1/referrals/receive', { max: 10 })
    const messages = body.messages as readonly Shown[]
    for (const { event } of messages) read(bankId, event)
    const receipts = messages.filter(() => !chance.oneIn(5)).map(({ receipt }) => receipt)
    if (receipts.length > 0) await post(bankId, '/bank/v1/referrals/acknowledge', { receipts })
    busy.delete(bankId)
  }

  onEachTurn(() =>
    bankIds
      .filter(bankId => !busy.has(bankId) && (world.held.kept.banks.get(bankId) ?? []).length > 0)
      .map(bankId => () => {
        busy.add(bankId)
        void look(bankId)
      }),
  )

  return {
    seen: seen as Seen,
    faults,
    /** From now on every bank answers what it is offered. */
    answerAll: () => {
      silence.oneIn = 0
    },
  }
}
