import type { Bank } from './bank.ts'
import type { Candidate } from './candidates.ts'
import type { Assignment, Row } from './choice.ts'

/**
 * One after the other in the order of urgency; the fallback of the optimal choice, and its measure.
 * Banks of the enterprise's own will are placed for everybody before any bank that merely fits takes a place (D1).
 * Between banks that nothing tells apart the one with the fewest pushes in this batch is next.
 */
export const chooseGreedily = (rows: readonly Row[], banks: readonly Bank[]): Assignment => {
  const load = new Map(banks.map(bank => [bank.bankId, 0]))
  const loadOf = ({ bank }: Candidate): number => load.get(bank.bankId) ?? 0
  const isFree = (candidate: Candidate): boolean =>
    loadOf(candidate) < (candidate.bank.batchCapacity ?? Number.POSITIVE_INFINITY)
  const chosen = rows.map((): Candidate[] => [])
  for (const byWill of [true, false])
    for (const [index, { candidates, seats }] of rows.entries()) {
      const mine = chosen[index] ?? []
      // Branches of one institution count once (T三(一) speaks of 3 banks, not of 3 counters).
      const taken = new Set(mine.map(({ bank }) => bank.institution.id))
      let left = candidates.filter(each => each.byWill === byWill)
      while (mine.length < seats.institutions) {
        left = left.filter(each => isFree(each) && !taken.has(each.bank.institution.id))
        const best = left[0]?.value
        const equals = left.filter(({ value }) => value === best)
        const next = equals.reduce<Candidate | undefined>(
          (least, each) => (least && loadOf(least) <= loadOf(each) ? least : each),
          undefined,
        )
        if (!next) break
        mine.push(next)
        taken.add(next.bank.institution.id)
        load.set(next.bank.bankId, loadOf(next) + 1)
      }
    }
  return chosen
}
