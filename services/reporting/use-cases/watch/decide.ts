import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import { levels, type Settlement, settles, type Warning } from '../../domain/warning.ts'
import { isOpen, type Watch, type Watched, watchDefinition } from '../../domain/watch.ts'

const gravity = ({ level, grantedFen = 0 }: Warning): number =>
  level === undefined ? grantedFen : levels.indexOf(level)

/** The newest word holds; of those said at once the gravest, then the earliest: the order of arrival makes no difference. */
const supersedes = (warning: Warning, held: Warning): boolean => {
  if (warning.sequence !== held.sequence) return warning.sequence > held.sequence
  return gravity(warning) === gravity(held)
    ? warning.warnedOn < held.warnedOn
    : gravity(warning) > gravity(held)
}

const warned = (watch: Watch, warning: Warning): readonly Watched[] => {
  const before = watch.warnings[warning.warningId]
  if (before && !supersedes(warning, before)) return []
  const counted = before && isOpen(watch, before) ? { before } : {}
  return [{ type: 'warned', data: { warning, ...counted, open: isOpen(watch, warning) } }]
}

/** A warning shows once, at the newest level heard of (E7, D4); a bank's interface once a region it serves. */
export const warn = (watch: Watch, warnings: readonly Warning[]): Decision<Watched, null, never> => {
  const { events } = warnings.reduce<{ watch: Watch; events: readonly Watched[] }>(
    (said, warning) => {
      const next = warned(said.watch, warning)
      return { watch: next.reduce(watchDefinition.evolve, said.watch), events: [...said.events, ...next] }
    },
    { watch, events: [] },
  )
  return events.length === 0 ? unchanged(null) : accept(events, null)
}

/** What settles is kept even before its warning is heard of, which then is settled from the start. */
export const settle = (watch: Watch, settlement: Settlement): Decision<Watched, null, never> => {
  const known = watch.settlements.some(held => JSON.stringify(held) === JSON.stringify(settlement))
  if (known) return unchanged(null)
  const ended = Object.values(watch.warnings).filter(
    warning => isOpen(watch, warning) && settles(settlement, warning),
  )
  return accept([{ type: 'settled', data: { settlement, ended } }], null)
}
