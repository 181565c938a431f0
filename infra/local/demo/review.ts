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

/** Whose turn it is, by the stage that the case's answer names; which levels there are is the region's policy (C2). */
const levelAt: Readonly<
  Record<string, { readonly level: string; readonly client: (county: string) => string }>
> = {
  'task-force-review': { level: 'task-force', client: taskForce },
  'bank-review': { level: 'bank', client: county => `bank-reviewer-${county}` },
  'leader-review': { level: 'leader', client: county => `leader-${county}` },
}

const opinionAt: Readonly<Record<string, string>> = {
  'task-force': '材料齐备，同意',
  bank: '经营与负债匹配，同意',
  leader: '同意',
}

const returned = { outcome: 'return', opinion: '材料不齐，退回补充', missing: ['近三个月用电记录'] }
const refused = {
  outcome: 'refuse',
  opinion: '存在对外代偿',
  criterion: 'good-credit',
  problem: '对外担保已代偿，尚未结清',
  advice: '结清代偿并取得结清证明后再申报',
}

const reviewOne = async (
  { api, county, seed, today }: Run,
  applicationId: string,
  levels: readonly string[],
): Promise<Verdict> => {
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
  // The bank's people refuse where they sit on the task force, else the task force itself.
  const refusingLevel = levels.includes('bank') ? 'bank' : 'task-force'
  for (let stage = 'task-force-review'; stage in levelAt; ) {
    const { level = '', client = taskForce } = levelAt[stage] ?? {}
    if (verdict === 'return' && level === 'task-force') {
      await post(client(county), 'reviews', { level, ...returned })
      return verdict
    }
    if (verdict === 'refuse' && level === refusingLevel) {
      await post(client(county), 'reviews', { level, ...refused })
      return verdict
    }
    const passed = { level, outcome: 'pass', opinion: opinionAt[level] }
    stage = String((await post(client(county), 'reviews', passed))['stage'])
  }
  await post(`industry-department-${county}`, 'confirmation', { outcome: 'confirm', opinion: '行业情况属实' })
  return verdict
}

const levelNames: Readonly<Record<string, string>> = {
  'task-force': '专班初审',
  bank: '专班银行审核',
  leader: '专班组长审核',
}

/** The levels that the county's policy asks for (C2). */
const levelsOf = async ({ api, county }: Run): Promise<readonly string[]> => {
  const { policy } = expectOk(
    '现行政策',
    await api.as(taskForce(county)).get(`/matching/v1/policies/${county}`),
  ) as { readonly policy?: { readonly reviewLevels?: readonly string[] } }
  return policy?.reviewLevels ?? ['task-force']
}

/** Department facts, the levels of the region's chain and the industry department's confirmation, each by another person (C1–C3). */
export const reviewAll = async (run: Run, declared: readonly Declared[]): Promise<void> => {
  const levels = await levelsOf(run)
  run.say.step(`部门信息、${levels.map(level => levelNames[level] ?? level).join('、')}与行业主管部门确认`)
  await run.settled()
  const verdicts = await mapLimited(declared, 12, ({ applicationId }) =>
    reviewOne(run, applicationId, levels),
  )
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
