import type { Api, Reply } from '#infra/local/demo/api.ts'
import { completeUscc } from '#shared/domain/uscc.ts'
import { eventually } from './started.ts'
import { application, enterprise } from './story.ts'

export type Push = {
  readonly applicationId: string
  readonly bankId: string
  readonly referralId: string
  readonly reasons: readonly { readonly rule: string }[]
}

/** The way of one application through a county of its own, under that county's policy. */
export const countyWay = (api: Api, county: string) => {
  const as = (role: string) => api.as(`${role}-${county}`)
  const office = as('task-force')
  const uscc = completeUscc(`91${county}`, 'MAY00001') as string
  const caseOf = (applicationId: string) => `/review/v1/cases/${applicationId}`

  return {
    as,
    setPolicy: (setting: object): Promise<Reply> => office.put(`/matching/v1/policies/${county}`, setting),

    /** A branch of its own in this county for each institution; ids carry the county. */
    registerBanks: async (institutions: readonly string[]): Promise<void> => {
      for (const id of institutions)
        await office.put(`/matching/v1/banks/${id}-${county}`, {
          name: `${id} 支行`,
          institution: { id, name: id },
          regionCodes: [county],
        })
    },

    /** From target list to the open case at review. */
    declare: async (intended: readonly string[], lending: readonly string[] = []): Promise<string> => {
      const ids = (institutions: readonly string[]) => institutions.map(id => `${id}-${county}`)
      const listed = { ...enterprise(1), uscc, name: `${county} 试验商贸有限公司`, regionCode: county }
      await office.post('/intake/v1/target-lists', listed, `list ${county}`)
      let tries = 0
      const declared = await eventually(
        () => {
          tries += 1
          const form = {
            ...application(uscc, ids(intended)),
            lendingBankIds: ids(lending),
            firstLoan: lending.length === 0,
          }
          return office.post('/intake/v1/applications', form, `apply ${county} ${tries}`)
        },
        ({ status }) => status === 201,
      )
      const applicationId = String(declared.body['applicationId'])
      await eventually(
        () => office.get(caseOf(applicationId)),
        ({ status }) => status === 200,
      )
      return applicationId
    },

    /** One level by the role whose it is. */
    review: (applicationId: string, role: string, level: string): Promise<Reply> =>
      as(role).post(
        `${caseOf(applicationId)}/reviews`,
        { level, outcome: 'pass', opinion: '同意' },
        `${level} ${Math.random()}`,
      ),

    confirm: (applicationId: string): Promise<Reply> =>
      as('industry-department').post(
        `${caseOf(applicationId)}/confirmation`,
        { outcome: 'confirm', opinion: '属实' },
        `confirm ${Math.random()}`,
      ),

    /** C1: what the departments found, all normal. */
    supplyFacts: (applicationId: string, kinds: readonly string[], observedOn: string): Promise<Reply> =>
      as('department').post(
        `${caseOf(applicationId)}/facts`,
        {
          facts: kinds.map(kind => ({ kind, finding: 'normal', source: '部门登记系统', observedOn })),
        },
        `facts ${kinds.join()}`,
      ),

    /** Drafted by the task force, signed by the convener, pushed in a batch: the pushes with their reasons. */
    recommendAndPush: async (applicationId: string): Promise<readonly Push[]> => {
      const drafted = await office.post(
        '/review/v1/recommendation-lists',
        { regionCode: county, applicationIds: [applicationId] },
        'draft',
      )
      const listId = String(drafted.body['listId'])
      const signed = await as('convener').post(
        `/review/v1/recommendation-lists/${listId}/sign-off`,
        {},
        'sign',
      )
      if (signed.status >= 300) throw new Error(JSON.stringify([drafted, signed]))
      let tries = 0
      const batch = await eventually(
        () => {
          tries += 1
          return office.post('/matching/v1/batches', { regionCode: county }, `batch ${tries}`)
        },
        ({ status }) => status === 201,
      )
      const whole = await office.get(`/matching/v1/batches/${String(batch.body['batchId'])}`)
      return whole.body['pushes'] as readonly Push[]
    },
  }
}
export type CountyWay = ReturnType<typeof countyWay>
