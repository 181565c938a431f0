import type { Actor } from '#shared/commits/commit.ts'
import type { ReviewLevel } from '#shared/contracts/vocabulary.ts'
import { refuse } from '#shared/domain/decision.ts'
import { covers } from '#shared/domain/regions.ts'
import type { Case, CaseClaim, CaseFile, OpenedCase } from './case.ts'
import { factLabels, missingKinds, type SuppliedFact, vetoesIn } from './facts.ts'
import { isSamePerson, type Person } from './person.ts'
import type { RefusalCode } from './refusals.ts'
import { standingListOf } from './removal.ts'
import { roundNow } from './round.ts'
import {
  type Act,
  actLabels,
  isPossible,
  nextActs,
  type Step,
  statusLabels,
  stepAt,
  stepLabels,
  steps,
  voluntaryNow,
} from './stages.ts'

const no = refuse<RefusalCode>
export type Refused = ReturnType<typeof no>

export const unknownCase = no('not-found', '未找到该申请的审核事项，或您无权查看。')

/** A2: a caller acts on cases inside its own subtree. */
export const outsideCase = ({ file: { profile } }: OpenedCase, by: Actor): Refused | undefined =>
  covers(by.region, profile.townshipCode ?? profile.regionCode)
    ? undefined
    : no('outside-region', `该申请所在区划不在您的管辖范围（${by.region}）之内。`)

/** C2: the further level that may be added where the case stands; the short way takes the policy's levels alone. */
export const voluntaryOpen = ({ status, file }: OpenedCase): ReviewLevel | undefined =>
  file.rounds
    ? undefined
    : voluntaryNow(
        status,
        file.chain,
        file.steps.map(({ step }) => step),
      )

/** Everything but a step goes by the table alone; a step also by what the case took before. */
const isOpenTo = (state: OpenedCase, act: Act): boolean =>
  isPossible(act, state.status) &&
  (!(act in steps) || act === stepAt(state.status) || act === voluntaryOpen(state))

const nextText = (state: OpenedCase): string => {
  const next = nextActs[state.status]
  if (next) return `下一步是“${actLabels[next]}”${state.status === 'listed' ? `（${state.listId}）` : ''}`
  return state.status === 'recommended' ? '审核已全部完成' : '此事项已终结，补正后须重新申报'
}

const furtherText = (state: OpenedCase): string => {
  const level = voluntaryOpen(state)
  return level ? `，也可加办“${stepLabels[level]}”` : ''
}

/** C2: no level is skipped; the refusal names where the case stands and what comes next. */
export const wrongStage = (state: OpenedCase, act: Act): Refused | undefined =>
  isOpenTo(state, act)
    ? undefined
    : no(
        'wrong-stage',
        `该申请现为“${statusLabels[state.status]}”，不能办理“${actLabels[act]}”；${nextText(state)}${furtherText(state)}。`,
        { facts: { stage: state.status, next: nextActs[state.status] ?? 'none' } },
      )

/**
 * C2–C4: nobody takes two of the levels, the confirmation and the sign-off of one application.
 * F1: on the short way, whoever took a level before may take that same level again.
 */
export const tookPart = (file: CaseFile, person: Person, step: Step): Refused | undefined => {
  const before = roundNow(file)?.stepsBefore ?? 0
  const earlier = file.steps.find(
    (taken, index) => isSamePerson(taken.by, person) && (index >= before || taken.step !== step),
  )
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

/** C1: where the policy asks for the facts first, the first level passes nothing before all seven kinds are answered. */
export const lacksFacts = ({ facts, policy, chain }: CaseFile, step: Step): Refused | undefined => {
  const missing = policy.factsBeforePass === 'required' && step === chain[0] ? missingKinds(facts) : []
  const named = missing.map(kind => factLabels[kind]).join('、')
  return missing.length === 0
    ? undefined
    : no(
        'facts-missing',
        `按本地政策，部门核查七类齐备方可通过；尚缺：${named}。请相关部门报送，查无情况的报“无记录”。`,
        { facts: { missing } },
      )
}

/** C1: `attention` findings that no pass has spoken to yet. */
export const unanswered = ({ facts, steps }: CaseFile): readonly SuppliedFact[] =>
  facts.filter(
    ({ finding, at }) =>
      finding === 'attention' && !steps.some(taken => taken.attentionOpinion !== undefined && taken.at >= at),
  )

/** C1: an `attention` finding does not stop a pass, silence about it does. */
export const unspoken = (file: CaseFile, attentionOpinion: string | undefined): Refused | undefined => {
  const open = attentionOpinion === undefined ? unanswered(file) : []
  const named = open.map(({ kind, source }) => `${factLabels[kind]}（来源：${source}）`)
  return open.length === 0
    ? undefined
    : no(
        'attention-unanswered',
        `部门核查有关注项：${named.join('、')}；通过时须在 attentionOpinion 中说明处理意见。`,
        {
          facts: { kinds: open.map(({ kind }) => kind), sources: open.map(({ source }) => source) },
        },
      )
}

/** Who works on the case now; a claim ends by itself after some days. */
export const claimAt = ({ claim }: CaseFile, now: string): CaseClaim | undefined =>
  claim && now < claim.until ? claim : undefined

export const claimedByOther = (file: CaseFile, person: Person, now: string): Refused | undefined => {
  const claim = claimAt(file, now)
  return claim && !isSamePerson(claim.by, person)
    ? no('claimed-by-other', '该申请已由他人认领办理；须由其移交，或待认领到期后再办理。', {
        facts: { claimedBy: claim.by.sub, claimedUntil: claim.until },
      })
    : undefined
}

/** C7: a removal, or its opposite, is open as long as the application stands on a signed list. */
export const removable = (state: Case, by: Actor): Refused | undefined => {
  if (state.status === 'none') return unknownCase
  return outsideCase(state, by) ?? (standingListOf(state) ? undefined : wrongStage(state, 'removal'))
}

/** The case when it is open to this act of this caller, or why not. */
export const admitted = (state: Case, act: Act, by: Actor): Refused | undefined =>
  state.status === 'none' ? unknownCase : (outsideCase(state, by) ?? wrongStage(state, act))
