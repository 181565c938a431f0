import type { EventData } from '#shared/contracts/events.ts'
import type { EventName } from '#shared/contracts/names.ts'
import { claims, county, profile } from './cases.ts'
import type { Desk } from './desk.ts'

export const township = claims('township', 'visitor', '511702001')
export const taskForce = claims('task-force')
export const coachings = '/review/v1/coachings'
export const coachingPath = (id: string, rest = '') => `${coachings}/${id}${rest}`

/** What a bank says when it refuses the n-th enterprise. */
export const bankRefusal = (
  n: number,
  bankId = 'bank-b',
  refusal: Partial<Extract<EventData<'credit-decided.v1'>, { outcome: 'refused' }>['refusal']> = {},
): EventData<'credit-decided.v1'> => {
  const { applicationId, uscc, regionCode, townshipCode } = profile(n)
  return {
    applicationId,
    uscc,
    regionCode,
    ...(townshipCode ? { townshipCode } : {}),
    referralId: `${applicationId}.${bankId}`,
    bankId,
    institutionId: 'bank',
    outcome: 'refused',
    decidedOn: '2025-03-03',
    refusal: {
      code: 'collateral',
      problem: '抵押物权属不清',
      advice: '办理不动产登记后再申请',
      repairable: true,
      ...refusal,
    },
  }
}

/** The desk, with what coaching needs around it. */
export const coachingDesk = (desk: () => Desk) => {
  /** Hands an aggregate's own event back, as the queue would. */
  const deliver = async <N extends EventName>(name: N, aggregate: string, id: string) => {
    const events = (await desk().eventsOf(desk().table, aggregate, id)) as readonly { type: string }[]
    const found = events.findLast(({ type }) => type === name) as { data: EventData<N> } | undefined
    if (!found) throw new Error(`${aggregate}#${id} never said ${name}`)
    return await desk().receive(
      name,
      found.data,
      `${aggregate}#${id}@${events.indexOf(found as never) + 1}.0`,
    )
  }
  return {
    deliver,
    /** Onto the next list, signed, recommended. */
    listAndSign: async (n: number, key: string): Promise<string> => {
      const { applicationId } = profile(n)
      await desk().refreshViews('case', applicationId)
      const lists = '/review/v1/recommendation-lists'
      const chosen = { regionCode: county, applicationIds: [applicationId] }
      const drafted = await desk().call(taskForce, 'POST', lists, chosen, key)
      const { listId } = drafted.body
      const signOff = `${lists}/${listId}/sign-off`
      const signed = await desk().call(claims('convener'), 'POST', signOff, {}, `${key}-sign`)
      if (signed.status !== 200) throw new Error(`${drafted.text} ${signed.text}`)
      await desk().deliverSigned(listId)
      await deliver('application-recommended.v1', 'case', applicationId)
      return String(listId)
    },
    /** What a supervisor reads of one class of problem. */
    yieldOf: async (problemClass: string, region = county) => {
      const supervisor = claims('supervisor', 'up', '511700')
      const { body } = await desk().call(supervisor, 'GET', `${coachings}/yield?region=${region}`)
      return body.classes.find((one: { problemClass: string }) => one.problemClass === problemClass)
    },
  }
}
