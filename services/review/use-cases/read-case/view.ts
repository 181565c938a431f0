import { criterionLabels } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { type BlockMatch, blockKindLabels } from '../../domain/blocks.ts'
import type { OpenedCase } from '../../domain/case.ts'
import { claimAt, unanswered, voluntaryOpen } from '../../domain/case-guards.ts'
import { warnedOf } from '../../domain/chase.ts'
import { dueOf, requestStatus, requestStatusLabels, requestWorkId } from '../../domain/fact-requests.ts'
import {
  factFindingLabels,
  factKinds,
  factLabels,
  missingKinds,
  type SuppliedFact,
  vetoesIn,
} from '../../domain/facts.ts'
import { chainOf, nextActs, type Step, statusLabels, stepLabels } from '../../domain/stages.ts'
import { removalView } from './removal.ts'

const outcomeLabels = { pass: '通过', return: '退回', refuse: '拒绝' } as const

/** C1: every kind has its line; one that nobody answered says so. */
const factLines = (facts: readonly SuppliedFact[]) =>
  factKinds.map(kind => {
    const entries = facts.filter(fact => fact.kind === kind)
    return {
      kind,
      label: factLabels[kind],
      missing: entries.length === 0,
      entries: entries.map(({ kind: _, ...fact }) => ({
        ...fact,
        findingLabel: factFindingLabels[fact.finding],
      })),
    }
  })

const endingOf = (state: OpenedCase) => {
  if (state.status === 'returned') {
    const { level, missing, returnedOn } = state.ending
    return { level, levelLabel: stepLabels[level], missing, on: returnedOn }
  }
  if (state.status === 'refused') {
    const { level, criterion, problem, advice, refusedOn } = state.ending
    const label = criterionLabels[criterion]
    return {
      level,
      levelLabel: stepLabels[level],
      criterion,
      criterionLabel: label,
      problem,
      advice,
      on: refusedOn,
    }
  }
  return undefined
}

const named = (step: Step) => ({ step, stepLabel: stepLabels[step] })

const labelled = (match: BlockMatch) => ({ ...match, kindLabel: blockKindLabels[match.kind] })

/** The whole case as a reviewer sees it: masked contact only (H3), missing facts visible (C1). */
export const caseView = (state: OpenedCase, now: string) => {
  const { contact, ...application } = state.file.profile
  const { facts, steps, policy, chain, factRequests, releases, withdrawal, rounds } = state.file
  const claim = claimAt(state.file, now)
  const voluntary = voluntaryOpen(state)
  const today = shanghaiDay(now)
  const ending = endingOf(state)
  return {
    ...application,
    contact: { legalRepresentative: contact.maskedLegalRepresentative, phone: contact.maskedPhone },
    stage: state.status,
    stageLabel: statusLabels[state.status],
    next: nextActs[state.status] ?? null,
    facts: factLines(facts),
    factRequests: factRequests.map(request => {
      const status = requestStatus(request, facts, today)
      const workId = requestWorkId(application.applicationId, request)
      const warned = warnedOf(state.file.warned, { workId, dueOn: request.dueOn })
      return {
        ...request,
        label: factLabels[request.kind],
        provisional: dueOf(request).provisional,
        status,
        statusLabel: requestStatusLabels[status],
        ...(warned ? { warned } : {}),
      }
    }),
    missingFacts: missingKinds(facts),
    vetoed: vetoesIn(facts).length > 0,
    unansweredAttention: unanswered(state.file).map(({ kind }) => kind),
    policy,
    chain: chain.map(named),
    voluntary: steps.filter(({ step }) => !chainOf(policy).includes(step)).map(({ step }) => named(step)),
    ...(voluntary ? { voluntaryNext: named(voluntary) } : {}),
    ...(claim ? { claim } : {}),
    ...(state.status === 'held' ? { blocks: state.matches.map(labelled) } : {}),
    releases,
    ...(withdrawal ? { withdrawal } : {}),
    steps: steps.map(taken => ({
      ...taken,
      stepLabel: stepLabels[taken.step],
      outcomeLabel: outcomeLabels[taken.outcome],
    })),
    ...('listId' in state ? { listId: state.listId } : {}),
    ...(rounds ? { rounds: rounds.map(({ stepsBefore: _, ...round }) => round) } : {}),
    ...(state.file.waitingRounds?.length ? { waitingRounds: state.file.waitingRounds } : {}),
    ...(state.status === 'recommended' ? { recommendedOn: state.recommendedOn } : {}),
    ...removalView(state),
    ...(ending ? { ending } : {}),
  }
}
