import { type Metric, metrics } from '../../domain/metrics.ts'
import type { Figures, Row } from '../../rollups.ts'
import type { Plan } from './plan.ts'

const added = (a: Figures, b: Figures): Figures =>
  Object.fromEntries(metrics.map(metric => [metric, (a[metric] ?? 0) + (b[metric] ?? 0)]))

/** One line a child region or bank; a line that came down to nothing is none. */
export const linesOf = (rows: readonly Row[], lineOf: Plan['lineOf']): ReadonlyMap<string, Figures> => {
  const lines = new Map<string, Figures>()
  for (const { parts, figures } of rows) {
    const line = lineOf(parts)
    if (line !== undefined) lines.set(line, added(lines.get(line) ?? {}, figures))
  }
  const withFigures = [...lines].filter(([, figures]) => Object.values(figures).some(value => value !== 0))
  return new Map(withFigures.sort(([a], [b]) => (a < b ? -1 : 1)))
}

export const totalOf = (lines: Iterable<Figures>): Figures => [...lines].reduce(added, {})

export const pick = <M extends Metric>(figures: Figures, wanted: readonly M[]) =>
  Object.fromEntries(wanted.map(metric => [metric, figures[metric] ?? 0])) as { [K in M]: number }

/** Basis points, or null where nothing stands below the line: shown as “—”, never as 0 (G3). */
const shareBp = (part = 0, whole = 0): number | null =>
  whole === 0 ? null : Math.round((part * 10_000) / whole)

/** G3; a bank is measured against what was pushed to it, a region against its recommended list. */
export const ratiosOf = (figures: Figures, base: 'recommended' | 'pushed') => ({
  contactCoverageBp: shareBp(figures.contacted, figures[base]),
  creditRateBp: shareBp(figures.credited, figures.contacted),
  drawRateBp: shareBp(figures.drawn, figures.credited),
})
