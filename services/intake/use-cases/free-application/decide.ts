import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import { type Application, type Ending, endings } from '../../domain/application.ts'
import type { EntityEvent, EntityState } from '../../domain/entity.ts'
import type { Code } from '../../domain/refusals.ts'
import { heardBefore, noRounds } from '../../domain/rounds.ts'

export type FreeApplication = { readonly applicationId: string; readonly ending: Ending }

/** The same conclusion told twice is one (B11). */
const news = ({ status, rounds = noRounds }: Application, ending: Ending): boolean => {
  if (!endings[status].includes(ending.status)) return false
  if (ending.status !== 'concluded') return true
  const { status: kind, ...conclusion } = ending
  return !heardBefore(rounds, { kind, ...conclusion })
}

/** A later stage has ended the application: it is no longer live and the reason is kept (B11). */
export const freeApplication = (
  state: EntityState,
  { applicationId, ending }: FreeApplication,
): Decision<EntityEvent, { readonly applicationId: string }, Code> => {
  const applications = state.status === 'unknown' ? [] : state.applications
  const application = applications.find(each => each.applicationId === applicationId)
  // Every application begins here, so one that is not here cannot still be on its way.
  if (!application) return refuse('application-unknown', `没有编号为 ${applicationId} 的申报。`)
  return news(application, ending)
    ? accept([{ type: 'application-freed', data: { applicationId, ending } }], { applicationId })
    : unchanged({ applicationId })
}
