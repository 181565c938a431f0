import type { View } from '#shared/commits/table.ts'
import type { KnownEntity } from './entity.ts'
import { described } from './profile.ts'
import { applicationStatusLabels } from './vocabulary.ts'

export const recommendationListKey = (bankId: string): string => `bank-recommendations#${bankId}`

/** What became of the enterprises that a bank recommended, for that bank alone and no more than it needs (B8). */
export const recommendationViews = (entity: KnownEntity): readonly View[] =>
  entity.applications.flatMap((application, at) => {
    const { applicationId, recommendedBy, submittedOn, status } = application
    if (!recommendedBy) return []
    return [
      {
        name: `recommendation-${at + 1}`,
        list: {
          pk: recommendationListKey(recommendedBy.bankId),
          sk: `${submittedOn}#${applicationId}`,
        },
        data: {
          applicationId,
          name: described(entity).name,
          submittedOn,
          status,
          statusLabel: applicationStatusLabels[status],
          ...(status === 'concluded' ? { outcome: application.outcome } : {}),
        },
      },
    ]
  })
