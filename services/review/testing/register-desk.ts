import { claims, county } from './cases.ts'
import type { Desk } from './desk.ts'

export const organisations = '/review/v1/organisations'
export const clerk = claims('task-force', 'clerk', county, 'office-511702')
export const stated = { regionCode: county, from: '2025-01-01', reason: '按通知设立' }
/** People of the county's own task force and mechanism. */
export const member = (role: string, sub: string) => claims(role, sub, county, 'taskforce-511702')
export const atMechanism = (role: string, sub: string) => claims(role, sub, county, 'mechanism-511702')

const heads = {
  'mechanism-511702': { kind: 'mechanism', name: '通川区工作机制' },
  'taskforce-511702': { kind: 'task-force', name: '通川区工作专班', parentOrg: 'mechanism-511702' },
}

/** The desk, with what the register needs around it. */
export const registerDesk = (desk: () => Desk) => {
  const put = async (id: string, body: object, who = clerk) => {
    const answer = await desk().call(who, 'PUT', `${organisations}/${id}`, { ...stated, ...body })
    if (answer.status === 200) await desk().refreshViews('organisation', id)
    return answer
  }
  return {
    put,
    /** The mechanism and the task force of 通川区. */
    putHeads: async () => {
      for (const [id, body] of Object.entries(heads)) await put(id, body)
    },
    appoint: async (id: string, sub: string, office: string, from = '2025-01-01', more = {}) =>
      await desk().call(clerk, 'POST', `${organisations}/${id}/appointments`, { sub, office, from, ...more }),
    endTerm: async (id: string, appointmentId: string, lastDay: string, key?: string) =>
      await desk().call(
        clerk,
        'POST',
        `${organisations}/${id}/appointments/${appointmentId}/end`,
        { lastDay, reason: '调离' },
        key,
      ),
  }
}
