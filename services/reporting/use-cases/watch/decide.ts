import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import { levels, type Settlement, settles, type Warning } from '../../domain/warning.ts'
import { isOpen, type Watch, type Watched } from '../../domain/watch.ts'

const gravity = ({ level, grantedFen = 0 }: Warning): number =>
  level === undefined ? grantedFen : levels.indexOf(level)

/** The gravest word holds; of equal ones the earliest, so that the order of arrival makes no difference. */
const supersedes = (warning: Warning, held: Warning): boolean =>
  gravity(warning) === gravity(held) ? warning.warnedOn < held.warnedOn : gravity(warning) > gravity(held)

/** A warning shows once, at the gravest level heard of (E7, D4). */
export const warn = (watch: Watch, warning: Warning): Decision<Watched, null, never> => {
  const before = watch.warnings[warning.warningId]
  if (before && !supersedes(warning, before)) return unchanged(null)
  const open = isOpen(watch, warning)
  return accept([{ type: 'warned', data: { warning, ...(before ? { before } : {}), open } }], null)
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
