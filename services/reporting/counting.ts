import DataLoader from 'dataloader'
import type { Command, Execution } from '#shared/commits/execute.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import { executeTogether } from '#shared/commits/together.ts'
import { deltasOf } from './domain/deltas.ts'
import { type Fact, type FactEvent, factDefinition } from './domain/fact.ts'
import { updatesOf } from './rollups.ts'

export type Count = (command: Command<Fact, FactEvent, null>) => Promise<Execution<null>>

/** Messages that the queue hands over at once. */
const mostAtOnce = 10

/**
 * Commits on enterprises' facts, with the rollups they move in the same transaction (ADR 0003). What is asked for in one
 * turn of the event loop, as a batch of the inbox is, becomes one transaction (ADR 0010).
 */
export const counting = (table: CommitTable): Count => {
  const together = {
    definition: factDefinition,
    alongside: (changes: Parameters<typeof deltasOf>[0]) => updatesOf(table.name, deltasOf(changes)),
  }
  const batch = new DataLoader<Parameters<Count>[0], Execution<null>>(
    commands => executeTogether(table, together, commands),
    { cache: false, maxBatchSize: mostAtOnce },
  )
  return command => batch.load(command)
}
