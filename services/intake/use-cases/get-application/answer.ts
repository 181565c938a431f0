import { channelLabels, criterionLabels } from '#shared/contracts/vocabulary.ts'
import { roleLabels } from '#shared/service/permissions.ts'
import type { Application, Ending, Judgement } from '../../domain/application.ts'
import type { KnownEntity } from '../../domain/entity.ts'
import {
  materialFindingLabels,
  materialMark,
  materialMarkLabels,
  needsAttention,
} from '../../domain/material-check.ts'
import { described, maskedContact, placed } from '../../domain/profile.ts'
import { repairOf } from '../../domain/repair.ts'
import { applicationStatusLabels, findingLabels, standingLabels } from '../../domain/vocabulary.ts'
import type { ApplicationAnswer } from './answer-schema.ts'

const copyOf = <T extends object>(rows: readonly T[]): T[] => rows.map(row => ({ ...row }))

const endingOf = (application: Application): Pick<ApplicationAnswer, Ending['status']> => {
  switch (application.status) {
    case 'returned': {
      const { level, missing, returnedOn } = application
      return { returned: { level, missing: [...missing], returnedOn } }
    }
    case 'refused': {
      const { level, criterion, problem, advice, refusedOn } = application
      const label = criterionLabels[criterion]
      return { refused: { level, criterion, label, problem, advice, refusedOn } }
    }
    case 'concluded': {
      const { outcome, concludedOn } = application
      return { concluded: { outcome, concludedOn } }
    }
    case 'withdrawn': {
      const { reason, explanation, withdrawnOn } = application
      return { withdrawn: { reason, withdrawnOn, ...(explanation ? { explanation } : {}) } }
    }
    case 'removed': {
      const { listId, reason, detail, removedOn } = application
      return { removed: { listId, reason, detail, removedOn } }
    }
    default:
      return {}
  }
}

const materialCheckOf = (application: Application): ApplicationAnswer['materialCheck'] => {
  const mark = materialMark(application)
  const { materialCheck } = application
  return {
    mark,
    markLabel: materialMarkLabels[mark],
    ...(materialCheck
      ? {
          ...(materialCheck.problem ? { problem: materialCheck.problem } : {}),
          checkedBy: materialCheck.by.org,
          checkedAs: roleLabels[materialCheck.by.role],
          checkedOn: materialCheck.on,
        }
      : {}),
  }
}

/** What a reviewer must not overlook (B1, B7). */
const attentionOn = ({ status, assessment }: KnownEntity, application: Application) => {
  const { materialCheck } = application
  const off =
    application.status === 'declared' && status !== 'listed'
      ? [`申报后该主体已不在走访目标企业清单：${assessment.reason ?? standingLabels[status]}`]
      : []
  const wrong =
    materialCheck && needsAttention(application)
      ? [`${materialFindingLabels[materialCheck.finding]}：${materialCheck.problem ?? ''}`]
      : []
  return [...off, ...wrong].join('；')
}

const waysBack: { readonly [S in Application['status']]?: string } = {
  'screened-out': '按各项标准所列事项补正后，可再次申报。',
  returned: '补齐所缺事项后，可再次申报。',
  refused: '按修复建议整改、由乡镇（街道）辅导修复后，可再次申报或再次推荐。',
  withdrawn: '企业重新同意后，可再次申报。',
}

/** Where the application stands in the entity's history, and what a reviewer must not overlook (B1, B4, B7). */
const around = (entity: KnownEntity, application: Application) => {
  const { applications } = entity
  const at = applications.indexOf(application)
  const previous = applications[at - 1]?.applicationId
  const next = applications[at + 1]?.applicationId
  const wayBack = next ? undefined : waysBack[application.status]
  const attention = attentionOn(entity, application)
  const { correctedOn, reviewBegunOn, rounds, setAside } = application
  return {
    ...(correctedOn ? { correctedOn } : {}),
    ...(reviewBegunOn ? { reviewBegunOn } : {}),
    ...(setAside ? { correctionSetAsideOn: setAside.on } : {}),
    ...(previous ? { previousApplicationId: previous } : {}),
    ...(next ? { declaredAgainAs: next } : {}),
    ...(wayBack ? { wayBack } : {}),
    ...(attention ? { attention } : {}),
    needsAttention: attention !== '',
    repaired: (rounds?.repairs.length ?? 0) > 0,
  }
}

const criteriaOf = (application: Application) =>
  (Object.entries(application.criteria) as [keyof typeof criterionLabels, Judgement][]).map(
    ([criterion, judgement]) => {
      const repair = repairOf(criterion, judgement.finding)
      return {
        criterion,
        label: criterionLabels[criterion],
        findingLabel: findingLabels[judgement.finding],
        ...judgement,
        ...(repair ? { repair } : {}),
      }
    },
  )

/** An application with everything a caller may see of it; personal data masked (H3). */
export const applicationAnswer = (entity: KnownEntity, application: Application): ApplicationAnswer => {
  const { applicationId, status, submittedOn, demand, firstLoan, keyChain, channel } = application
  const { renewal, platform, evaluations, sectorTags, recommendedBy, intermediary } = application
  const { recipients, ...consentTerms } = application.consent
  return {
    applicationId,
    ...placed(entity),
    name: described(entity).name,
    status,
    statusLabel: applicationStatusLabels[status],
    submittedOn,
    ...around(entity, application),
    ...maskedContact(entity),
    demand,
    criteria: criteriaOf(application),
    failedCriteria:
      application.status === 'screened-out'
        ? application.failedCriteria.map(each => ({ ...each, label: criterionLabels[each.criterion] }))
        : [],
    intendedBanks: copyOf(application.intendedBanks),
    lendingBanks: copyOf(application.lendingBanks),
    firstLoan,
    ...(keyChain ? { keyChain } : {}),
    channel,
    channelLabel: channelLabels[channel],
    ...(sectorTags ? { sectorTags: [...sectorTags] } : {}),
    ...(intermediary ? { intermediary } : {}),
    ...(recommendedBy ? { recommendedBy } : {}),
    materialCheck: materialCheckOf(application),
    consent: {
      ...consentTerms,
      ...(recipients ? { recipients: [...recipients] } : {}),
    },
    ...(renewal ? { renewal } : {}),
    ...(platform ? { platformReference: platform.reference } : {}),
    ...(evaluations ? { evaluations: copyOf(evaluations) } : {}),
    materials: copyOf(application.materials),
    truthPromise: application.truthPromise,
    ...endingOf(application),
  }
}
