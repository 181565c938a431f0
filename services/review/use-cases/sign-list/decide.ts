import type { Actor } from '#shared/commits/commit.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { accept, type Decision, notYet, refuse } from '#shared/domain/decision.ts'
import { covers } from '#shared/domain/regions.ts'
import type { Signature } from '#shared/keys/signer.ts'
import type { Delegation } from '../../domain/delegation.ts'
import type { BegunList, ListEvent, RecommendationList } from '../../domain/list.ts'
import { type Registers, signerFails } from '../../domain/may-sign.ts'
import { isSamePerson, personOf } from '../../domain/person.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import { statementOf } from '../../domain/statement.ts'

export type SignList = {
  readonly by: Actor
  readonly at: string
  readonly opinion?: string | undefined
  /** A1: under which the signer stands in for the convener. */
  readonly delegation?: Pick<Delegation, 'delegationId' | 'convener'> | undefined
  /** What the register says of the organisations concerned (A2). */
  readonly registers?: Registers
}

export type SignedList = {
  readonly listId: string
  readonly rows: number
  readonly digest: string
  readonly statement: string
  readonly signedAt: string
}

type Drafted = Extract<BegunList, { status: 'drafted' }>

const no = refuse<RefusalCode>

/** C4: the drafted list when this person may sign it, or why not. */
export const signable = (
  state: RecommendationList,
  { by, at, delegation, registers }: SignList,
): Drafted | ReturnType<typeof no> => {
  if (state.status === 'none') return no('not-found', '未找到推荐清单，或您无权查看。')
  if (!covers(by.region, state.regionCode))
    return no('outside-region', `清单所属区划不在您的管辖范围（${by.region}）之内。`)
  if (by.role !== 'convener' && !delegation)
    return no('not-delegated', '推荐清单须由召集人签发；召集人外出时，由其登记委托的人员代行签发。')
  const away = registers && signerFails(registers, by, delegation, state.regionCode, shanghaiDay(at))
  if (away) return away
  if (state.status === 'drafting')
    return no(
      'list-not-ready',
      '清单尚未草拟完成；系统会接着办完，也可用草拟时的 Idempotency-Key 再次提交以推进。',
      {
        facts: { claimed: state.claimed.length, chunks: state.chunks.length },
      },
    )
  if (state.status === 'empty') return no('list-not-ready', '此清单没有可列入的申请，不能签发。')
  if (state.status === 'signed')
    return no('already-signed', `清单已于 ${shanghaiDay(state.signOff.signedAt)} 签发，不能再次签发。`, {
      facts: { signedAt: state.signOff.signedAt },
    })
  const own = state.reviewers.find(reviewer => isSamePerson(reviewer, personOf(by)))
  return own
    ? no('same-person', `您办理过清单中 ${own.rows} 户的审核，须由他人签发。`, {
        facts: { applicationIds: own.applicationIds },
      })
    : state
}

/** The same for one list, signer and time, whenever it is computed. */
export const statementFor = (list: Drafted, { by, at, delegation }: SignList): string =>
  statementOf({ ...list, signedBy: personOf(by), signedAt: at, delegation })

/** C4: with the signature the list is recommended; `signature` was made over `statementFor` this list. */
export const signList = (
  state: RecommendationList,
  command: SignList,
  signature: Signature | undefined,
): Decision<ListEvent, SignedList, RefusalCode> => {
  const list = signable(state, command)
  if ('kind' in list) return list
  if (!signature) return notYet('清单草拟')
  const { listId, regionCode, digest, rows } = list
  const { by, at, opinion, delegation } = command
  const statement = statementFor(list, command)
  return accept(
    [
      {
        type: 'signature-given',
        data: {
          ...signature,
          statement,
          signedBy: personOf(by),
          signedAt: at,
          ...(opinion ? { opinion } : {}),
          ...(delegation
            ? { delegation: { delegationId: delegation.delegationId, convener: delegation.convener } }
            : {}),
        },
      },
      {
        type: 'recommendation-list-signed.v1',
        data: { listId, regionCode, digest, rows, signedOn: shanghaiDay(at) },
      },
    ],
    { listId, rows, digest, statement, signedAt: at },
  )
}
