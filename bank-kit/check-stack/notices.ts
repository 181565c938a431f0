import type { Json } from '../client.ts'
import { feedbackPath, isAbout, type Message, referralPath } from '../messages.ts'
import { allowedOfNotice } from '../simulate/notices.ts'
import { type Check, required, untestable } from '../verdict.ts'
import { answered, type Bench, check } from './bench.ts'

const found = (notices: readonly Message[], name: string, what: string): Message => {
  const message = notices.find(({ event }) => isAbout(event, name))
  if (!message) throw untestable(`队列中没有${what}`)
  return message
}

/** What comes to a bank unasked: recalls and notices, where any lay in its queue. */
export const noticeChecks = ({ bank, notices }: Bench): readonly Check[] => [
  check('C7', '召回：须确认，确认后记录日期，此后不接受反馈', async () => {
    const { referralId = '' } = found(notices, 'recall-offered', '召回通知').event.data
    const path = `${referralPath(referralId)}/recall-acknowledgement`
    const { body } = answered(await bank.post(path, {}), 200)
    required(Boolean((body['recall'] as Json | undefined)?.['acknowledgedOn']), '没有确认日期')
    answered(await bank.post(path, {}), 200)
    answered(await bank.post(feedbackPath(referralId), { type: 'accepted' }), 409)
    return `已确认，${String(body['status'])}`
  }),
  check('D4', '他行授信提示只有金额区间与需求是否满足', async () => {
    const { event } = found(notices, 'sibling-notice-offered', '他行授信提示')
    const beyond = Object.keys(event.data).filter(field => !allowedOfNotice.includes(field))
    required(beyond.length === 0, `多给了 ${beyond.join('、')}`)
    return `${String(event.data['band'])}，已满足 ${String(event.data['demandCovered'])}`
  }),
]
