import { fingerprintOf } from '#shared/domain/canonical.ts'
import type { PlainDay } from '#shared/domain/days.ts'
import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import { formatFen } from '#shared/domain/money.ts'
import { countyOf, findRegion } from '#shared/domain/regions.ts'
import { checkUscc } from '#shared/domain/uscc.ts'
import { completeGrant } from '../../domain/grant.ts'
import {
  type OffListEvent,
  type OffListRecord,
  type OffListState,
  offListCredit,
  offListIdOf,
} from '../../domain/off-list-credit.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import { atField, grantFault, type Refused } from '../feed-back/checks.ts'
import type { OffListBody } from './body.ts'

/** What the decision rests on beside the body: who reports, when, and what is known of the enterprise. */
export type OffListGround = {
  readonly bankId: string
  readonly institutionId: string
  readonly province: string
  readonly today: PlainDay
  /** The bank's own referral of this enterprise that still stands, if there is one. */
  readonly heldReferralId?: string | undefined
}

export type OffListStanding = OffListRecord & { readonly reference: string }

/** A county, or a functional zone that is a county-level unit, of this province (H3). */
const regionFault = (code: string, province: string): Refused | undefined => {
  if (!findRegion(code))
    return atField('region-unknown', '/regionCode', `没有区划代码 ${code}，请填现行的县级区划或功能区代码。`)
  if (countyOf(code) !== code)
    return atField(
      'region-unknown',
      '/regionCode',
      `${code} 不是县级区划，请填主体所在的县（市、区）或功能区。`,
    )
  return code.replace(/^G/, '').startsWith(province)
    ? undefined
    : atField('region-unknown', '/regionCode', `${code} 不在本省，请向该省的平台填报。`)
}

const inFuture = (pointer: string, day: PlainDay, today: PlainDay): Refused | undefined =>
  day > today
    ? atField(
        'day-in-future',
        pointer,
        `${day} 晚于今天（${today}，北京时间），只能填报已经发生的授信与终止。`,
      )
    : undefined

/** D4: a line ends no earlier than it was granted. */
const endFault = ({ decidedOn, endedOn }: OffListBody, today: PlainDay): Refused | undefined => {
  if (endedOn === undefined) return undefined
  return endedOn < decidedOn
    ? atField('day-too-early', '/endedOn', `终止之日 ${endedOn} 不得早于授信决定之日 ${decidedOn}。`)
    : inFuture('/endedOn', endedOn, today)
}

const faultOf = (body: OffListBody, { province, today }: OffListGround): Refused | undefined => {
  const { decidedOn, drawnFen, grant, regionCode } = body
  const checked = checkUscc(body.uscc)
  // What was sent is not repeated, for it may be an ID number (H3).
  if (checked.code === undefined) return atField('code-invalid', '/uscc', `${checked.detail}。`)
  const region = regionFault(regionCode, province)
  if (region) return region
  const day = inFuture('/decidedOn', decidedOn, today) ?? endFault(body, today)
  if (day) return day
  if (drawnFen > grant.lineFen) {
    const detail = `累计放款不得高于授信额度 ${formatFen(grant.lineFen)}，现为 ${formatFen(drawnFen)}。`
    return atField('line-exceeded', '/drawnFen', detail)
  }
  return grantFault({ grant })
}

const recordOf = (body: OffListBody, ground: OffListGround, revision: number): OffListRecord => {
  const { name, regionCode, entityKind, sizeClass, decidedOn, drawnFen, endedOn, grant, reference } = body
  const { bankId, institutionId, today } = ground
  return {
    creditId: offListIdOf(bankId, reference),
    bankId,
    institutionId,
    uscc: checkUscc(body.uscc).code ?? '',
    name,
    regionCode,
    entityKind,
    ...(sizeClass ? { sizeClass } : {}),
    decidedOn,
    grant: completeGrant(grant, {}),
    drawnFen,
    ...(endedOn ? { endedOn } : {}),
    revision,
    recordedOn: today,
  }
}

const contentOf = ({ revision: _revision, recordedOn: _day, ...content }: OffListRecord): string =>
  fingerprintOf(content)

/** D7 H4: a credit belongs to one enterprise; named anew under another, it counts no more under the first. */
const voidedUnder = (current: OffListRecord | undefined, record: OffListRecord): OffListEvent[] => {
  if (!current || current.uscc === record.uscc) return []
  const { revision, recordedOn } = record
  return [{ type: 'off-list-credit-recorded.v1', data: { ...current, revision, recordedOn, voided: true } }]
}

/** D7: credit to an enterprise on neither list, recorded once; told again with other values it is a new revision. */
export const recordOffListCredit = (
  state: OffListState,
  body: OffListBody,
  ground: OffListGround,
): Decision<OffListEvent, OffListStanding, RefusalCode> => {
  const fault = faultOf(body, ground)
  if (fault) return fault
  const { reference, reason } = body
  const { heldReferralId } = ground
  const current = state.status === 'recorded' ? state.current : undefined
  const record = recordOf(body, ground, (current?.revision ?? 0) + 1)
  // A credit from before the enterprise came on the list stays off it, to its end.
  if (heldReferralId !== undefined && current?.uscc !== record.uscc)
    return refuse(
      'on-list',
      `该主体在本行的推送 ${heldReferralId} 尚未办结，属清单内；请在该推送下反馈授信与放款。`,
      { facts: { referralId: heldReferralId } },
    )
  // Without an event, but recorded: a replay of this answer stays the same bytes.
  if (current && contentOf(current) === contentOf(record)) return accept([], { ...current, reference })
  if (current && reason === undefined)
    return atField(
      'correction-without-reason',
      '/reason',
      `授信编号 ${reference} 已填报（第 ${current.revision} 次），内容有变的须在 reason 中写明理由。`,
    )
  const events: OffListEvent[] = [
    ...voidedUnder(current, record),
    { type: 'off-list-credit-recorded.v1', data: record },
    { type: 'off-list-credit-noted', data: { reference, ...(current && reason ? { reason } : {}) } },
  ]
  const next = events.reduce(offListCredit.evolve, state)
  return accept(events, { ...(next.status === 'recorded' ? next.current : record), reference })
}
