import { chance } from '../chance.ts'
import { type CloudEvent, isAbout } from '../messages.ts'
import { workInBulk } from './bulk.ts'
import { type Run, workOn } from './desk.ts'
import { readNotice } from './notices.ts'
import type { Offer } from './plan.ts'

const offerIn = (event: CloudEvent): Offer => event.data as unknown as Offer

/** Half of the pushes go back one by one, half in lists; which one follows from the seed. */
const inBulk = (run: Run, { bankId, uscc }: Offer): boolean => chance(run.seed, bankId, uscc, 'bulk') < 0.5

/** What one receive brought: notices are read first, for a recall ends work on its push. */
export const workOnBatch = async (run: Run, events: readonly CloudEvent[]): Promise<void> => {
  const offers = events.filter(event => isAbout(event, 'referral-offered'))
  for (const event of events.filter(event => !offers.includes(event))) await readNotice(run, event)
  const pushes = offers.map(offerIn)
  if (pushes.length > 0) run.journal.count('推送', pushes.length)
  await workInBulk(
    run,
    pushes.filter(push => inBulk(run, push)),
  )
  for (const push of pushes.filter(push => !inBulk(run, push))) await workOn(run, push)
}
