import type { Closing, ReviewerShare } from './list.ts'
import { inParts } from './list-part.ts'
import { inListOrder, type ListRow, rankOf } from './list-row.ts'
import { digestOf, rootOf } from './merkle.ts'

const named = 20

/** Who took a step of how many rows: what the signature's four eyes need of ten thousand rows. */
const reviewersOf = (rows: readonly ListRow[]): readonly ReviewerShare[] => {
  const shares = new Map<string, { org: string; sub: string; rows: number; applicationIds: string[] }>()
  for (const { applicationId, reviewers } of rows) {
    const people = new Map(Object.values(reviewers).map(one => [JSON.stringify([one.org, one.sub]), one]))
    for (const [key, { org, sub }] of people) {
      const share = shares.get(key) ?? { org, sub, rows: 0, applicationIds: [] }
      share.rows += 1
      if (share.applicationIds.length < named) share.applicationIds.push(applicationId)
      shares.set(key, share)
    }
  }
  return [...shares.values()]
}

/** C4, C5: the rows in their order and in parts, with the digest that the convener signs. */
export const closingOf = (
  claimed: readonly ListRow[],
  digestOfPart: (rows: readonly ListRow[]) => string,
): Closing => {
  const ordered = inListOrder(claimed)
  const parts = inParts(ordered).map(rows => ({
    digest: digestOfPart(rows),
    count: rows.length,
    root: digestOf(rows),
    lastRank: rows.map(rankOf).at(-1) ?? '',
  }))
  return {
    rows: ordered.length,
    parts,
    digest: rootOf(parts.map(({ root }) => root)),
    reviewers: reviewersOf(ordered),
  }
}
