import { eventTypeOf } from '#shared/contracts/names.ts'
import { expectOk, mapLimited } from './api.ts'
import { answersFor, type Offered } from './bank-answers.ts'
import type { Push } from './push.ts'
import { countBy, type Run } from './run.ts'

type Message = {
  readonly receipt: string
  readonly event: { readonly type: string; readonly data: Offered }
}

/** A bank's queue also carries notices (another bank granted, a clock runs out): read and put aside here. */
const isOffer = ({ event }: Message): boolean => event.type === eventTypeOf('referral-offered.v1')

/** One referral at the bank's desk: each answer is a feedback of its own. */
const workOn = async ({ api, seed, today }: Run, bankId: string, offered: Offered): Promise<string> => {
  const { referralId } = offered
  const { outcome, feedback } = answersFor(seed, today, offered)
  for (const said of feedback)
    expectOk(
      `${referralId} ${said.type}`,
      await api
        .as(`bank-${bankId}`)
        .post(`/bank/v1/referrals/${referralId}/feedback`, said, `${referralId} ${said.type}`),
    )
  return outcome
}

/** After so many empty looks, two seconds each, nothing more is coming: what was in hand at a crash is back by then. */
const patience = 18

/** A bank's own system: takes what is in its queue, works on it, acknowledges; what it did not acknowledge comes back. */
const bankDesk = async (
  run: Run,
  bankId: string,
  isDone: (referralId: string) => Promise<boolean>,
  expected: ReadonlySet<string>,
): Promise<readonly string[]> => {
  const bank = run.api.as(`bank-${bankId}`)
  const finished = await mapLimited([...expected], 4, async id => ((await isDone(id)) ? [id] : []))
  const open = expected.difference(new Set(finished.flat()))
  const outcomes: string[] = []
  for (let quiet = 0; open.size > 0 && quiet < patience; ) {
    const asked = { max: 10, waitSeconds: 2, visibilitySeconds: 30 }
    const taken = expectOk('取件', await bank.post('/bank/v1/referrals/receive', asked, 'receive'))
    const messages = taken['messages'] as readonly Message[]
    quiet = messages.length > 0 ? 0 : quiet + 1
    const offers = messages.filter(isOffer)
    outcomes.push(
      ...(await mapLimited(offers, 5, async ({ event }) => await workOn(run, bankId, event.data))),
    )
    for (const { event } of offers) open.delete(event.data.referralId)
    const receipts = messages.map(({ receipt }) => receipt)
    if (receipts.length > 0)
      expectOk('确认', await bank.post('/bank/v1/referrals/acknowledge', { receipts }, 'acknowledge'))
  }
  return outcomes
}

/** Every bank that was pushed to, side by side (E1–E4). */
export const workAtBanks = async (run: Run, pushes: readonly Push[]): Promise<void> => {
  run.say.step('银行取件、对接、审批与提款')
  const byBank = new Map<string, Set<string>>()
  const answered = pushes.filter(({ bankId }) => bankId !== run.keepFor)
  if (run.keepFor !== undefined)
    run.say.fact(`${run.keepFor} 的 ${pushes.length - answered.length} 笔推送留在其队列，等待领取`)
  for (const { bankId, referralId } of answered)
    byBank.set(bankId, (byBank.get(bankId) ?? new Set<string>()).add(referralId))

  // After a restart: a referral is done when the bank's ledger shows the last thing it was going to say.
  const isDone = async (bankId: string, referralId: string): Promise<boolean> => {
    const { status, body } = await run.api.as(`bank-${bankId}`).get(`/bank/v1/referrals/${referralId}`)
    if (status !== 200) return false
    const offered = { referralId, ...(body['offer'] as Omit<Offered, 'referralId'>) }
    const { feedback } = answersFor(run.seed, run.today, offered)
    return feedback.at(-1)?.type === body['status']
  }
  const outcomes = await Promise.all(
    [...byBank].map(([bankId, expected]) => bankDesk(run, bankId, id => isDone(bankId, id), expected)),
  )
  run.say.fact(countBy(outcomes.flat(), outcome => outcome) || '此前已全部处理')
  await run.settled()
}
