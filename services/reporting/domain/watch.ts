import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { View } from '#shared/commits/table.ts'
import { cityOfCounty } from './place.ts'
import { warningList } from './rows.ts'
import { type Settlement, settles, type Warning } from './warning.ts'

/** One an application, a piece of work or a bank's interface: its warnings and what ended them, heard in any order. */
export type Watch = {
  readonly warnings: { readonly [warningId: string]: Warning }
  readonly settlements: readonly Settlement[]
}

/** `before` is the counted warning that this one takes the place of; `open` says whether it is counted itself. */
export type Watched =
  | {
      readonly type: 'warned'
      readonly data: { readonly warning: Warning; readonly before?: Warning; readonly open: boolean }
    }
  | {
      readonly type: 'settled'
      readonly data: { readonly settlement: Settlement; readonly ended: readonly Warning[] }
    }

const evolve = (watch: Watch, event: Watched): Watch =>
  event.type === 'warned'
    ? { ...watch, warnings: { ...watch.warnings, [event.data.warning.warningId]: event.data.warning } }
    : { ...watch, settlements: [...watch.settlements, event.data.settlement] }

export const watchDefinition: AggregateDefinition<Watch, Watched> = {
  name: 'watch',
  initial: { warnings: {}, settlements: [] },
  evolve,
}

export const isOpen = ({ settlements }: Watch, warning: Warning): boolean =>
  !settlements.some(settlement => settles(settlement, warning))

/** Open warnings stand on their city's list, by county and day; a settled one stands on none (E7). */
export const watchViews = (watch: Watch): readonly View[] =>
  Object.values(watch.warnings).map(({ place, ...row }) => ({
    name: `warning:${row.warningId}`,
    ...(isOpen(watch, { place, ...row })
      ? {
          list: {
            pk: warningList(cityOfCounty(place.county)),
            sk: `${place.county}#${row.warnedOn}#${row.warningId}`,
          },
        }
      : {}),
    data: row,
  }))
