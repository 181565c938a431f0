import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { type Api, expectOk, mapLimited } from '#infra/local/demo/api.ts'
import type { Envelope, EventData } from '#shared/contracts/events.ts'
import { eventTypeOf } from '#shared/contracts/names.ts'
import { enterprise } from '../tests/support/story.ts'
import type { BenchStack } from './stack.ts'
import type { Timings } from './timings.ts'

export const county = '511702'

export const bankIdAt = (index: number): string => `bench-${String(index + 1).padStart(2, '0')}`

/** Banks of the county, each an institution of its own, under the policy that pushes to intended banks alone. */
export const registerBanks = async (api: Api, banks: number): Promise<void> => {
  const office = api.as(`task-force-${county}`)
  expectOk('policy', await office.put(`/matching/v1/policies/${county}`, { profile: 'xinyang' }))
  await mapLimited([...Array(banks).keys()], 4, async index => {
    const bankId = bankIdAt(index)
    const body = {
      name: `试验银行第 ${index + 1} 支行`,
      institution: { id: `institution-${bankId}`, name: `试验银行 ${index + 1}` },
      regionCodes: [county],
    }
    expectOk(bankId, await office.put(`/matching/v1/banks/${bankId}`, body))
  })
}

/** One application that wishes for these banks, as it stands on a signed list. */
const recommended = (number: number, intendedBankIds: readonly string[], today: string) => {
  const { staff: _s, revenueFen: _r, assetsFen: _a, ...listed } = enterprise(number)
  const { registrationStatus: _o, legalRepresentative: _l, phone: _p, source: _w, ...known } = listed
  return {
    ...known,
    entityKind: 'enterprise',
    sizeClass: 'micro',
    contact: { sealed: 'kms1:AAECAwQF', maskedLegalRepresentative: '林**', maskedPhone: '199****0001' },
    applicationId: `${known.uscc}-01`,
    demand: { amountFen: 50_000_000, termMonths: 12, purpose: '采购货物', loanKind: 'working-capital' },
    intendedBankIds: [...intendedBankIds],
    lendingBankIds: [],
    firstLoan: true,
    channel: 'visit',
    declaredOn: today,
    listId: `RL-${county}-bench`,
    recommendedOn: today,
  } satisfies EventData<'application-recommended.v1'>
}

const envelopeOf = (data: EventData<'application-recommended.v1'>): Envelope => ({
  specversion: '1.0',
  id: `case#${data.applicationId}@5.0`,
  source: '/provinces/51/review',
  type: eventTypeOf('application-recommended.v1'),
  subject: `case/${data.applicationId}`,
  time: new Date().toISOString(),
  datacontenttype: 'application/json',
  sequence: 5,
  data,
})

/** Puts recommended applications into the inboxes that the relay of review would send them to. */
export const recommend = async (
  { sqs: endpoint, region, queues }: BenchStack,
  wishes: readonly { readonly number: number; readonly bankIds: readonly string[] }[],
  today: string,
): Promise<void> => {
  const sqs = new SQSClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  const inboxes = queues.filter(
    ({ name, isDeadLetterOf }) => !isDeadLetterOf && /(matching|reporting)/.test(name),
  )
  if (inboxes.length !== 2) throw new Error('matching and reporting have one inbox each')
  const bodies = wishes.map(({ number, bankIds }) =>
    JSON.stringify(envelopeOf(recommended(number, bankIds, today))),
  )
  for (const { url } of inboxes)
    for (let start = 0; start < bodies.length; start += 10)
      await sqs.send(
        new SendMessageBatchCommand({
          QueueUrl: url,
          Entries: bodies
            .slice(start, start + 10)
            .map((MessageBody, at) => ({ Id: String(at), MessageBody })),
        }),
      )
  sqs.destroy()
}

type Push = { readonly bankId: string; readonly referralId: string }

/** Batches until nobody waits; gives what each bank was pushed. */
export const pushAll = async (
  api: Api,
  tag: string,
  timings: Timings,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const office = api.as(`task-force-${county}`)
  const pushed = new Map<string, Set<string>>()
  for (let batch = 1; ; batch += 1) {
    const reply = await timings.timed('batch (≤ 500 applications)', () =>
      office.post('/matching/v1/batches', { regionCode: county }, `${tag} ${batch}`),
    )
    if (reply.body['code'] === 'nothing-to-push') return pushed
    const { batchId, moreWaiting } = expectOk('batch', reply)
    const whole = expectOk('batch', await office.get(`/matching/v1/batches/${String(batchId)}`))
    for (const { bankId, referralId } of whole['pushes'] as readonly Push[])
      pushed.set(bankId, (pushed.get(bankId) ?? new Set<string>()).add(referralId))
    if (!moreWaiting) return pushed
  }
}
