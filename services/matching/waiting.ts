import type { CommitTable } from '#shared/commits/table.ts'
import { urgency } from './domain/choice.ts'
import { waitingList, waitingRowSchema } from './domain/plan-views.ts'
import { everyRow, loadPlans, type Waiting } from './store.ts'
import { looksFurther } from './use-cases/run-batch/end-search.ts'

const readAtOnce = 100

type Asked = {
  readonly max: number
  /** D6: what the region's policy puts behind key chains and before all others. */
  readonly prioritySectors: readonly string[]
  /** Which of these find a place at a bank; asked once for each, in their order. */
  readonly placeable: (plans: readonly Waiting[]) => ReadonlySet<string>
}

/**
 * Who waits in the county, most urgent first (C5, D6). The list may lag, so each plan is read itself.
 * D1: who cannot be placed takes nobody's place in the batch, however early it declared; it stands behind, with its reason.
 */
export const waitingPlans = async (
  table: CommitTable,
  county: string,
  { max, prioritySectors, placeable }: Asked,
): Promise<{ readonly plans: readonly Waiting[]; readonly more: boolean }> => {
  const rows = (await everyRow(table, waitingList(county)))
    .map(row => waitingRowSchema.parse(row))
    .toSorted((a, b) => urgency(a, prioritySectors) - urgency(b, prioritySectors))
  const found: Waiting[] = []
  const unplaceable: Waiting[] = []
  for (let at = 0; at < rows.length && found.length <= max; at += readAtOnce) {
    const ids = rows.slice(at, at + readAtOnce).map(({ applicationId }) => applicationId)
    const waiting = (await loadPlans(table, ids)).filter(plan => plan.status === 'waiting')
    const now = placeable(waiting)
    for (const plan of waiting) (now.has(plan.application.applicationId) ? found : unplaceable).push(plan)
  }
  // B11: those whose search may end here stand before those that nobody was told of.
  const behind = unplaceable.toSorted((a, b) => Number(looksFurther(b)) - Number(looksFurther(a)))
  return {
    plans: [...found.slice(0, max), ...behind.slice(0, max)],
    more: found.length > max || unplaceable.length > max,
  }
}
