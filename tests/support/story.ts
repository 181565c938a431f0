import type { Api, Reply } from '#infra/local/demo/api.ts'
import { completeUscc } from '#shared/domain/uscc.ts'
import { eventually } from './started.ts'

/** A made-up enterprise of 通川区, as the registry would list it. */
export const enterprise = (number: number) => ({
  uscc: completeUscc('91511702', `MAY${String(number).padStart(5, '0')}`) as string,
  name: `达州市通川区试验${number}号商贸有限公司`,
  entityKind: 'enterprise',
  industryCode: '5211',
  staff: 12,
  revenueFen: 500_000_000,
  assetsFen: 300_000_000,
  regionCode: '511702',
  registrationStatus: 'operating',
  legalRepresentative: '林某甲',
  phone: '19900000001',
  source: 'market-regulator',
})

export const bank = (institution: string) => ({
  name: `${institution}通川支行`,
  institution: { id: institution, name: institution },
  regionCodes: ['511702'],
})

export const metCriteria = Object.fromEntries(
  ['compliant-operation', 'fixed-premises', 'genuine-demand', 'good-credit', 'lawful-use'].map(criterion => [
    criterion,
    { finding: 'met', ground: '走访核实，情况属实' },
  ]),
)

export const application = (uscc: string, intendedBankIds: readonly string[]) => ({
  uscc,
  demand: { amountFen: 50_000_000, termMonths: 12, purpose: '采购货物', loanKind: 'working-capital' },
  criteria: metCriteria,
  intendedBankIds,
  lendingBankIds: [],
  firstLoan: true,
  channel: 'window',
  consent: { agreed: true, givenOn: '2026-11-01' },
})

/** Registers banks and waits until every service knows them. */
export const withBanks = async (api: Api, bankIds: readonly string[]): Promise<void> => {
  const office = api.as('task-force-511702')
  for (const bankId of bankIds) await office.put(`/matching/v1/banks/${bankId}`, bank(bankId))
  await eventually(
    () => office.get('/matching/v1/banks?region=511702'),
    ({ body }) => (body['items'] as unknown[] | undefined)?.length === bankIds.length,
  )
}

/** From target list to the open case at review. */
export const declaredCase = async (
  api: Api,
  number: number,
  intendedBankIds: readonly string[],
): Promise<{ applicationId: string; uscc: string }> => {
  const listed = enterprise(number)
  const office = api.as('task-force-511702')
  await office.post('/intake/v1/target-lists', listed, `list ${number}`)
  let tries = 0
  const declared = await eventually(
    () => {
      tries += 1
      return office.post(
        '/intake/v1/applications',
        application(listed.uscc, intendedBankIds),
        `apply ${number} ${tries}`,
      )
    },
    ({ status }) => status === 201,
  )
  const applicationId = String(declared.body['applicationId'])
  await eventually(
    () => office.get(`/review/v1/cases/${applicationId}`),
    ({ status }) => status === 200,
  )
  return { applicationId, uscc: listed.uscc }
}

const passing = { outcome: 'pass', opinion: '同意' }

/** Three levels and confirmation, each by its own person. */
export const passReview = async (api: Api, applicationId: string): Promise<Reply> => {
  const path = `/review/v1/cases/${applicationId}`
  for (const [client, level] of [
    ['task-force-511702', 'task-force'],
    ['bank-reviewer-511702', 'bank'],
    ['leader-511702', 'leader'],
  ] as const)
    await api.as(client).post(`${path}/reviews`, { ...passing, level }, `review ${applicationId} ${level}`)
  return await api
    .as('industry-department-511702')
    .post(`${path}/confirmation`, { outcome: 'confirm', opinion: '属实' }, `confirm ${applicationId}`)
}

/** Signs a list of these applications and pushes them; gives the pushes of the batch. */
export const recommendAndPush = async (
  api: Api,
  applicationIds: readonly string[],
  /** Which recommendation of the same applications this is (F1). */
  round = 1,
): Promise<readonly { applicationId: string; bankId: string; referralId: string }[]> => {
  const office = api.as('task-force-511702')
  const tag = `${applicationIds.join(',')} ${round}`
  const drafted = await office.post(
    '/review/v1/recommendation-lists',
    { regionCode: '511702', applicationIds },
    `draft ${tag}`,
  )
  await api
    .as('convener-511702')
    .post(`/review/v1/recommendation-lists/${String(drafted.body['listId'])}/sign-off`, {}, `sign ${tag}`)
  let tries = 0
  const batch = await eventually(
    () => {
      tries += 1
      return office.post(
        '/matching/v1/batches',
        { regionCode: '511702', applicationIds },
        `batch ${tag} ${tries}`,
      )
    },
    ({ status, body }) => status === 201 && body['applications'] === applicationIds.length,
  )
  const whole = await office.get(`/matching/v1/batches/${String(batch.body['batchId'])}`)
  return whole.body['pushes'] as { applicationId: string; bankId: string; referralId: string }[]
}
