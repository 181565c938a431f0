import type { PushReason } from '#shared/contracts/matching.ts'
import type { Policy } from '#shared/domain/policy.ts'
import type { Placement } from '../../domain/batch.ts'
import { hindrance, rowsOf } from '../../domain/choice.ts'
import type { KnownPlan } from '../../domain/plan.ts'
import { type Market, questionOf } from '../../domain/question.ts'
import { seatsOf } from '../../domain/seats.ts'

export type Case = {
  readonly plan: KnownPlan
  readonly placement: Placement
  /** The bank asked about, alone, as it stood when the batch was drawn up. */
  readonly market: Market
  readonly policy: Policy
  /** Pushes of the batch to that bank. */
  readonly used: number
  /** Places that other batches held of the bank's day. */
  readonly usedByOthers: number
  readonly on: string
}

export const checkLabels = {
  waiting: '由本批次推送',
  registered: '已登记',
  eligible: '可以接收',
  reason: '有推送理由',
  institution: '同机构未被选中',
  capacity: '本批次尚有名额',
  'daily-capacity': '当日尚有名额',
  seats: '企业尚有推送家数',
} as const
type CheckName = keyof typeof checkLabels

export type Check = { readonly check: CheckName; readonly met: boolean; readonly detail: string }

/** D1: another batch, or nobody, pushed it; what else could be said of the bank decided nothing. */
export const notPushedHere = (why: string): readonly Check[] => [
  { check: 'waiting', met: false, detail: why },
]

/** D1–D3: each condition of a push in turn; the first that is not met is why. The bank's own reasons stand beside. */
export const explain = ({ plan, placement, market, policy, used, usedByOthers, on }: Case) => {
  const [bank] = market.banks
  const check = (name: CheckName, met: boolean, detail: string): Check => ({ check: name, met, detail })
  if (!bank) return { checks: [check('registered', false, '批次生成时该银行尚未登记。')], reasons: [] }
  const question = questionOf([plan], market, policy, on)
  const obstacle = hindrance(question, plan.application, bank)
  const candidate = rowsOf(question)[0]?.candidates[0]
  const reasons: readonly PushReason[] = candidate?.reasons ?? []
  const branch = placement.pushes.find(({ institutionId }) => institutionId === bank.institution.id)
  const { institutions } = seatsOf(plan, policy.maxInstitutions)
  const chosen = placement.pushes.map(({ bankName }) => bankName).join('、')
  const capacity = bank.batchCapacity ?? Number.POSITIVE_INFINITY
  const daily = bank.dailyCapacity ?? Number.POSITIVE_INFINITY
  const nothingSpeaks =
    policy.pushRule === 'intended-only'
      ? '该区划只推送意向对接银行，企业未填报该行。'
      : '企业未填报该行、无现有贷款，也没有相符的产品或特色。'
  return {
    reasons,
    checks: [
      check('registered', true, '批次生成时该银行已登记。'),
      check('eligible', obstacle === undefined, obstacle ? `${bank.name}${obstacle}。` : '可以接收该企业。'),
      ...(obstacle
        ? []
        : [check('reason', candidate !== undefined, candidate ? '有推送理由。' : nothingSpeaks)]),
      check(
        'institution',
        branch === undefined,
        branch ? `同一机构的${branch.bankName}已被选中，一家机构只计一次。` : '同一机构的其他网点未被选中。',
      ),
      check(
        'capacity',
        used < capacity,
        Number.isFinite(capacity) ? `每批次 ${capacity} 笔，本批次已用 ${used} 笔。` : '该行未设批次上限。',
      ),
      check(
        'daily-capacity',
        used + usedByOthers < daily,
        Number.isFinite(daily)
          ? `每日 ${daily} 笔，当日其他批次已用 ${usedByOthers} 笔，本批次 ${used} 笔。`
          : '该行未设每日上限。',
      ),
      check(
        'seats',
        placement.pushes.length < institutions,
        `本批次可推送 ${institutions} 家，已选 ${placement.pushes.length} 家${chosen ? `：${chosen}` : ''}。`,
      ),
    ],
  }
}
