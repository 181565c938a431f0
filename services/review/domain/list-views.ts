import type { View } from '#shared/commits/table.ts'
import type { RecommendationList } from './list.ts'

/** Lists that wait for work nobody is asked for: built to the end, or made recommended to the end. */
export const unfinishedKey = 'lists-unfinished'

export const isUnfinished = (state: RecommendationList): boolean =>
  state.status === 'drafting' || (state.status === 'signed' && state.recommended < state.parts.length)

export const listViews = (state: RecommendationList, listId: string): readonly View[] => [
  {
    name: 'unfinished',
    ...(isUnfinished(state) ? { list: { pk: unfinishedKey, sk: listId } } : {}),
    data: { listId },
  },
]
