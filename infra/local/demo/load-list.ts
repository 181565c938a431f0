import { expectOk, mapLimited } from './api.ts'
import { targetListItem } from './registry.ts'
import { countBy, type Run, taskForce, wordsOf } from './run.ts'

/** Banks, products and the county's policy, as the task force registers them before the first batch (D2, D3, D5). */
export const registerBanks = async ({
  api,
  banks,
  county,
  profile,
  say,
  settled,
  today,
}: Run): Promise<void> => {
  say.step('登记银行、产品与推送政策')
  const office = api.as(taskForce(county))
  expectOk('推送政策', await office.put(`/matching/v1/policies/${county}`, { profile }))
  await mapLimited(banks, 4, async bank => {
    expectOk(
      bank.branch,
      await office.put(`/matching/v1/banks/${bank.bankId}`, {
        name: bank.branch,
        institution: { id: bank.institutionId, name: bank.institution },
        regionCodes: [county],
      }),
    )
    expectOk(
      bank.branch,
      await office.put(`/matching/v1/products/${bank.bankId}-working-capital`, {
        bankId: bank.bankId,
        name: `${bank.institution}小微流动资金贷款`,
        loanKinds: ['working-capital', 'operating', 'renewal'],
        minAmountFen: 1_000_000,
        maxAmountFen: 1_000_000_000,
        maxTermMonths: 36,
        rateFromBp: 310,
        rateToBp: 520,
        collateral: ['credit', 'guarantee', 'mortgage'],
        validFrom: today,
      }),
    )
  })
  await settled()
  say.fact(
    `${banks.length} 家银行网点（${new Set(banks.map(bank => bank.institutionId)).size} 家机构），政策“${profile}”`,
  )
}

/** 名录 → visit target list (B1, B2). Gives the townships of the entities that stand on it. */
export const importTargets = async ({
  api,
  county,
  input,
  say,
}: Run): Promise<ReadonlyMap<string, string | undefined>> => {
  say.step('导入名录，形成走访目标企业清单')
  const items = input.registry.map(targetListItem)
  const rows = await api.as(`platform-${county}`).postAll('/intake/v1/target-lists', items, 'target-list')
  const targets = new Map<string, string | undefined>()
  for (const { index, problem, result } of rows) {
    const row = input.registry[index]
    if (!row) continue
    if (problem) say.row('名录', row.row, wordsOf(problem))
    const outcome = String(result?.['outcome'] ?? '')
    const code = String(result?.['uscc'] ?? '')
    if (outcome === 'dropped') {
      targets.delete(code)
      say.row('名录', row.row, `不列入走访目标：${String(result?.['reason'] ?? '')}`)
    }
    if (outcome === 'listed' || (outcome === 'merged' && targets.has(code)))
      targets.set(code, actsFor(items[index]))
  }
  say.fact(
    countBy(rows, ({ result, problem }) =>
      problem ? '退回' : (outcomeLabels[String(result?.['outcome'])] ?? String(result?.['outcome'])),
    ),
  )
  return targets
}

/** The township or zone whose people visit the entity. */
const actsFor = (item: Record<string, unknown> | undefined): string | undefined => {
  const [region, township] = [item?.['regionCode'], item?.['townshipCode']].map(code =>
    typeof code === 'string' ? code : undefined,
  )
  return township ?? (region?.startsWith('G') ? region : undefined)
}

const outcomeLabels: Record<string, string> = {
  listed: '列入',
  merged: '合并',
  dropped: '剔除',
  'awaiting-confirmation': '待登记机关确认',
}
