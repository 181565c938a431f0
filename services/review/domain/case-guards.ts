import type { Actor } from '#shared/commits/commit.ts'
import { refuse } from '#shared/domain/decision.ts'
import { covers } from '#shared/domain/regions.ts'
import type { Case, CaseFile, OpenedCase } from './case.ts'
import { factLabels, vetoesIn } from './facts.ts'
import { isSamePerson, type Person } from './person.ts'
import type { RefusalCode } from './refusals.ts'
import { type Act, actLabels, isPossible, nextActs, statusLabels, stepLabels } from './stages.ts'

const no = refuse<RefusalCode>
export type Refused = ReturnType<typeof no>

export const unknownCase = no('not-found', '未找到该申请的审核事项，或您无权查看。')

/** A2: a caller acts on cases inside its own subtree. */
export const outsideCase = ({ file: { profile } }: OpenedCase, by: Actor): Refused | undefined =>
  covers(by.region, profile.townshipCode ?? profile.regionCode)
    ? undefined
    : no('outside-region', `该申请所在区划不在您的管辖范围（${by.region}）之内。`)

const nextText = (state: OpenedCase): string => {
  const next = nextActs[state.status]
  if (next) return `下一步是“${actLabels[next]}”${state.status === 'listed' ? `（${state.listId}）` : ''}`
  return state.status === 'recommended' ? '审核已全部完成' : '此事项已终结，补正后须重新申报'
}

/** C2: no level is skipped; the refusal names where the case stands and what comes next. */
export const wrongStage = (state: OpenedCase, act: Act): Refused | undefined =>
  isPossible(act, state.status)
    ? undefined
    : no(
        'wrong-stage',
        `该申请现为“${statusLabels[state.status]}”，不能办理“${actLabels[act]}”；${nextText(state)}。`,
        { facts: { stage: state.status, next: nextActs[state.status] ?? 'none' } },
      )

/** C2–C4: nobody takes two of the three levels, the confirmation and the sign-off of one application. */
export const tookPart = ({ steps }: CaseFile, person: Person): Refused | undefined => {
  const earlier = steps.find(({ by }) => isSamePerson(by, person))
  return earlier
    ? no('same-person', `您已办理过该申请的“${stepLabels[earlier.step]}”，此环节须由他人办理。`, {
        facts: { taken: earlier.step },
      })
    : undefined
}

/** C1: a veto stands in the way of a pass. */
export const vetoed = ({ facts }: CaseFile): Refused | undefined => {
  const vetoes = vetoesIn(facts)
  const named = vetoes.map(({ kind, source }) => `${factLabels[kind]}（来源：${source}）`)
  return vetoes.length === 0
    ? undefined
    : no('fact-veto', `部门核查有否决项：${named.join('、')}；在报送部门更新结论之前不能通过。`, {
        facts: { kinds: vetoes.map(({ kind }) => kind), sources: vetoes.map(({ source }) => source) },
      })
}

/** The case when it is open to this act of this caller, or why not. */
export const admitted = (state: Case, act: Act, by: Actor): Refused | undefined =>
  state.status === 'none' ? unknownCase : (outsideCase(state, by) ?? wrongStage(state, act))
