import type { Client } from '#infra/local/demo/api.ts'
import { expectOk, type RowAnswer } from '#infra/local/demo/api.ts'
import { eventTypeOf } from '#shared/contracts/names.ts'
import type { Timings } from './timings.ts'

/** Lines of one bulk feedback; fifty banks at once must stay inside a function's 29 seconds on one thread. */
const linesPerCall = 20
const lineFen = 20_000_000
const drawnFen = 15_000_000

export type Desk = {
  readonly client: Client
  /** Referrals that this bank was pushed and has to answer. */
  readonly expected: ReadonlySet<string>
  readonly today: string
  readonly timings: Timings
}

/** What a bank's desk did, for the count at the end. */
export type Worked = {
  readonly offered: readonly string[]
  /** Event ids that the queue showed, notices included. */
  readonly shown: readonly string[]
  readonly granted: readonly string[]
  readonly refused: readonly string[]
}

type Message = {
  readonly receipt: string
  readonly event: {
    readonly id: string
    readonly type: string
    readonly data: { readonly referralId: string }
  }
}

/** One in four is refused, fixed by its number, so that two runs ask the same of the stack. */
const isRefused = (referralId: string): boolean => Number(/MAY(\d{5})/.exec(referralId)?.[1] ?? 0) % 4 === 3

const grant = {
  lineFen,
  rateBp: 360,
  termMonths: 12,
  collateral: 'credit',
  firstLoan: true,
  renewalWithoutRepayment: false,
}
const refusal = {
  code: 'cash-flow',
  problem: '流水不足以覆盖还款',
  advice: '归集回款后再申请',
  repairable: true,
}

/** Takes and acknowledges until every expected offer was shown, or one empty look when all were. */
const takeAll = async ({ client, expected, timings }: Desk): Promise<Pick<Worked, 'offered' | 'shown'>> => {
  const open = new Set(expected)
  const offered: string[] = []
  const shown: string[] = []
  for (let quiet = 0; quiet < (open.size === 0 ? 1 : 30); ) {
    const waitSeconds = open.size === 0 ? 0 : 1
    const taken = await timings.timed('receive (10)', () =>
      client.post('/bank/v1/referrals/receive', { max: 10, waitSeconds }, 'receive'),
    )
    const messages = expectOk('receive', taken)['messages'] as readonly Message[]
    quiet = messages.length === 0 ? quiet + 1 : 0
    if (messages.length === 0) continue
    for (const { event } of messages) {
      shown.push(event.id)
      if (event.type !== eventTypeOf('referral-offered.v1')) continue
      offered.push(event.data.referralId)
      open.delete(event.data.referralId)
    }
    const receipts = messages.map(({ receipt }) => receipt)
    expectOk(
      'acknowledge',
      await timings.timed('acknowledge (10)', () =>
        client.post('/bank/v1/referrals/acknowledge', { receipts }, 'acknowledge'),
      ),
    )
  }
  return { offered, shown }
}

/** Referral by referral through the ledger, a bulk call for each step; every line must be taken. */
const feedBack = async (
  { client, timings }: Desk,
  referralIds: readonly string[],
  said: { readonly type: string } & Record<string, unknown>,
): Promise<void> => {
  for (let start = 0; start < referralIds.length; start += linesPerCall) {
    const chunk = referralIds.slice(start, start + linesPerCall)
    const items = chunk.map(referralId => ({ referralId, ...said }))
    const reply = await timings.timed(`feedback: ${said.type} (≤ ${linesPerCall} lines)`, () =>
      client.post('/bank/v1/feedback', { items }, `${said.type} ${chunk[0]}`),
    )
    const failed = (expectOk(said.type, reply)['items'] as readonly RowAnswer[]).find(
      ({ status }) => status >= 300,
    )
    if (failed) throw new Error(`${said.type}: ${JSON.stringify(failed)}`)
  }
}

/** Everything that is said of a referral that ends in a loan. */
const wholeWay = (today: string) => [
  { type: 'accepted' },
  { type: 'contacted', occurredOn: today },
  { type: 'materials-completed', occurredOn: today },
  { type: 'granted', decidedOn: today, grant },
  { type: 'drawn', drawnOn: today, amountFen: drawnFen },
]

/** A bank's system: takes what was offered and answers all of it, from acceptance to drawdown or refusal. */
export const workAtBank = async (desk: Desk): Promise<Worked> => {
  const { today } = desk
  const { offered, shown } = await takeAll(desk)
  const all = [...new Set(offered)]
  const refused = all.filter(isRefused)
  const granted = all.filter(id => !isRefused(id))
  await feedBack(desk, all, { type: 'accepted' })
  await feedBack(desk, all, { type: 'contacted', occurredOn: today })
  await feedBack(desk, all, { type: 'materials-completed', occurredOn: today })
  await feedBack(desk, granted, { type: 'granted', decidedOn: today, grant })
  await feedBack(desk, refused, { type: 'refused', decidedOn: today, refusal })
  await feedBack(desk, granted, { type: 'drawn', drawnOn: today, amountFen: drawnFen })
  return { offered, shown, granted, refused }
}

/** A small bank's desk: one referral at a time and one feedback a call. */
export const workOneByOne = async (desk: Desk): Promise<Worked> => {
  const { client, expected, today, timings } = desk
  const shown: string[] = []
  const offered: string[] = []
  for (let looks = 0; offered.length < expected.size; looks += 1) {
    if (looks > 10 * expected.size) throw new Error(`${expected.size - offered.length} were never shown`)
    const taken = await timings.timed('receive', () =>
      client.post('/bank/v1/referrals/receive', { max: 1, waitSeconds: 1 }, 'receive'),
    )
    for (const { event, receipt } of expectOk('receive', taken)['messages'] as readonly Message[]) {
      shown.push(event.id)
      const acknowledged = await timings.timed('acknowledge', () =>
        client.post('/bank/v1/referrals/acknowledge', { receipts: [receipt] }, 'acknowledge'),
      )
      expectOk('acknowledge', acknowledged)
      if (event.type !== eventTypeOf('referral-offered.v1')) continue
      const { referralId } = event.data
      offered.push(referralId)
      for (const said of wholeWay(today)) {
        const path = `/bank/v1/referrals/${referralId}/feedback`
        const reply = await timings.timed('feedback', () =>
          client.post(path, said, `${said.type} ${referralId}`),
        )
        expectOk(said.type, reply)
      }
    }
  }
  return { offered, shown, granted: offered, refused: [] }
}

export const amounts = { lineFen, drawnFen }
