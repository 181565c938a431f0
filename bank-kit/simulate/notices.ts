import type { CloudEvent } from '../messages.ts'
import { isAbout, referralPath } from '../messages.ts'
import type { Run } from './desk.ts'

/** C7: the bank says that it has seen the recall; said twice it is true twice. */
const acknowledgeRecall = async ({ bank, journal, faults }: Run, referralId: string): Promise<void> => {
  journal.recalled(referralId)
  const path = `${referralPath(referralId)}/recall-acknowledgement`
  for (let time = 0; time < (faults.has('doubled') ? 2 : 1); time += 1) {
    const reply = await bank.post(path, {})
    if (reply.status !== 200)
      journal.surprise(`${referralId} 召回确认：应为 200，实为 ${reply.status} ${reply.text.slice(0, 300)}`)
  }
  journal.count('确认召回')
}

/** Fields of a notice of credit elsewhere: whose push, the band and the cover (D4). */
export const allowedOfNotice = [
  'applicationId',
  'band',
  'bankId',
  'creditedOn',
  'demandCovered',
  'institutionId',
  'referralId',
  'regionCode',
  'townshipCode',
  'uscc',
]

/** Whatever is no push: read, answered where an answer is owed, and put aside. */
export const readNotice = async (run: Run, event: CloudEvent): Promise<void> => {
  const { journal } = run
  const { referralId = '' } = event.data
  if (isAbout(event, 'recall-offered')) return await acknowledgeRecall(run, referralId)
  if (isAbout(event, 'sibling-notice-offered')) {
    journal.count('他行已授信提示')
    const beyond = Object.keys(event.data).filter(field => !allowedOfNotice.includes(field))
    // D4: the band and the cover alone; neither bank nor amount.
    if (beyond.length > 0) journal.surprise(`${referralId} 他行已授信提示多给了 ${beyond.join('、')}`)
    return
  }
  journal.count(isAbout(event, 'clock-warned') ? '时限提示' : '其他消息')
}
