import { criterionLabels } from '#shared/contracts/vocabulary.ts'
import type { OpenedCase } from '../../domain/case.ts'
import {
  factFindingLabels,
  factKinds,
  factLabels,
  missingKinds,
  type SuppliedFact,
  vetoesIn,
} from '../../domain/facts.ts'
import { nextActs, statusLabels, stepLabels } from '../../domain/stages.ts'

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

/** The whole case as a reviewer sees it: masked contact only (H3), missing facts visible (C1). */
export const caseView = (state: OpenedCase) => {
  const { contact, ...application } = state.file.profile
  const { facts, steps } = state.file
  const ending = endingOf(state)
  return {
    ...application,
    contact: { legalRepresentative: contact.maskedLegalRepresentative, phone: contact.maskedPhone },
    stage: state.status,
    stageLabel: statusLabels[state.status],
    next: nextActs[state.status] ?? null,
    facts: factLines(facts),
    missingFacts: missingKinds(facts),
    vetoed: vetoesIn(facts).length > 0,
    steps: steps.map(taken => ({
      ...taken,
      stepLabel: stepLabels[taken.step],
      outcomeLabel: outcomeLabels[taken.outcome],
    })),
    ...('listId' in state ? { listId: state.listId } : {}),
    ...(state.status === 'recommended' ? { recommendedOn: state.recommendedOn } : {}),
    ...(ending ? { ending } : {}),
  }
}
