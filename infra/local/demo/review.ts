import { expectOk, mapLimited } from './api.ts'
import { chance } from './chance.ts'
import { countBy, type Run, taskForce } from './run.ts'
import type { Declared } from './visit-and-declare.ts'

const factKinds = [
  'registered-capital',
  'operations',
  'debt-evasion',
  'project-approvals',
  'industry-environment-policy',
  'collateral',
  'litigation',
] as const

type Verdict = 'recommend' | 'return' | 'refuse'

/** What the simulated reviewers find: most pass, a few go back for material, a few are refused by the bank's people. */
const verdictOf = (seed: number, applicationId: string): Verdict => {
  const drawn = chance(seed, 'review', applicationId)
  return drawn < 0.04 ? 'return' : drawn < 0.09 ? 'refuse' : 'recommend'
}

const reviewOne = async ({ api, county, seed, today }: Run, applicationId: string): Promise<Verdict> => {
  const path = `/review/v1/cases/${applicationId}`
  const verdict = verdictOf(seed, applicationId)
  const post = async (clientId: string, door: string, body: unknown) =>
    expectOk(
      `${applicationId} ${door}`,
      await api.as(clientId).post(`${path}/${door}`, body, `${applicationId} ${door} ${clientId}`),
    )

  await post(`department-${county}-market`, 'facts', {
    facts: factKinds.map(kind => ({
      kind,
      finding: chance(seed, kind, applicationId) < 0.8 ? 'nothing-on-file' : 'normal',
      source: '部门台账',
      observedOn: today,
    })),
  })
  if (verdict === 'return') {
    await post(taskForce(county), 'reviews', {
      level: 'task-force',
      outcome: 'return',
      opinion: '材料不齐，退回补充',
      missing: ['近三个月用电记录'],
    })
    return verdict
  }
  await post(taskForce(county), 'reviews', {
    level: 'task-force',
    outcome: 'pass',
    opinion: '材料齐备，同意',
  })
  if (verdict === 'refuse') {
    await post(`bank-reviewer-${county}`, 'reviews', {
      level: 'bank',
      outcome: 'refuse',
      opinion: '存在对外代偿',
      criterion: 'good-credit',
      problem: '对外担保已代偿，尚未结清',
      advice: '结清代偿并取得结清证明后再申报',
    })
    return verdict
  }
  await post(`bank-reviewer-${county}`, 'reviews', {
    level: 'bank',
    outcome: 'pass',
    opinion: '经营与负债匹配，同意',
  })
  await post(`leader-${county}`, 'reviews', { level: 'leader', outcome: 'pass', opinion: '同意' })
  await post(`industry-department-${county}`, 'confirmation', { outcome: 'confirm', opinion: '行业情况属实' })
  return verdict
}

/** Department facts, three levels and the industry department's confirmation, each by another person (C1–C3). */
export const reviewAll = async (run: Run, declared: readonly Declared[]): Promise<void> => {
  run.say.step('部门信息、三级审核与行业主管部门确认')
  await run.settled()
  const verdicts = await mapLimited(declared, 12, ({ applicationId }) => reviewOne(run, applicationId))
  const labels = { recommend: '审核通过', return: '退回补正', refuse: '不予推荐' }
  run.say.fact(countBy(verdicts, verdict => labels[verdict]))
  await run.settled()
}

export type SignedList = {
  readonly listId: string
  readonly applicationIds: readonly string[]
  readonly document: unknown
}

/** The batch that the convener signs; only then is it a recommended list (C4). */
export const recommend = async ({ api, county, say, settled }: Run): Promise<SignedList> => {
  say.step('召集人签字，形成推荐清单')
  const office = api.as(taskForce(county))
  const drafted = expectOk(
    '拟定推荐清单',
    await office.post('/review/v1/recommendation-lists', { regionCode: county }, 'list'),
  )
  const listId = String(drafted['listId'])
  const path = `/review/v1/recommendation-lists/${listId}`
  expectOk(
    '签字',
    await api.as(`convener-${county}`).post(`${path}/sign-off`, { opinion: '同意推荐' }, `sign ${listId}`),
  )
  const document = expectOk('推荐清单', await office.get(path))
  const rows = document['rows'] as readonly { readonly applicationId: string }[]
  say.fact(`${listId}：${rows.length} 户，摘要 ${String(document['digest']).slice(0, 16)}…，签名可离线验证`)
  await settled()
  return { listId, applicationIds: rows.map(row => row.applicationId), document }
}
