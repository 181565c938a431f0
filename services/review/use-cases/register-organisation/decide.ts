import type { Actor } from '#shared/commits/commit.ts'
import { canonicalJson } from '#shared/domain/canonical.ts'
import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import { covers } from '#shared/domain/regions.ts'
import type { Organisation, OrganisationEvent, OrganisationFile } from '../../domain/organisation.ts'
import { kindLabels } from '../../domain/organisation-kinds.ts'
import { personOf } from '../../domain/person.ts'
import { misplaced } from '../../domain/placement.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import { seatKinds } from '../../domain/seats.ts'

export type StateOrganisation = {
  readonly file: OrganisationFile
  /** The parent as registered. */
  readonly parent: Organisation
  readonly reason: string
  readonly by: Actor
  readonly at: string
}

const fileOf = (state: Exclude<Organisation, { status: 'none' }>): OrganisationFile => {
  const { status: _status, history: _history, appointments: _appointments, ...file } = state
  return file
}

const isSeated = (kind: OrganisationFile['kind']): boolean =>
  (seatKinds as readonly OrganisationFile['kind'][]).includes(kind)

/** A1, A4: creates or changes an organisation; what it was stays in its history (H4). */
export const stateOrganisation = (
  state: Organisation,
  { file, parent, reason, by, at }: StateOrganisation,
): Decision<OrganisationEvent, OrganisationFile, RefusalCode> => {
  if (state.status === 'registered' && !covers(by.region, state.regionCode))
    return refuse('outside-region', '此单位标识已由其他区划登记，请换用本地的单位标识。')
  if (state.status === 'registered' && state.kind !== file.kind)
    return refuse('kind-fixed', `该单位已登记为“${kindLabels[state.kind]}”，类别不能更改，请停用后另行登记。`)
  if (state.status === 'registered' && isSeated(state.kind) && state.regionCode !== file.regionCode)
    return refuse('kind-fixed', `“${kindLabels[state.kind]}”不能改设到其他区划，请停用后另行登记。`)
  const errors = misplaced(file, parent.status === 'none' ? undefined : parent)
  const [first] = errors
  if (first) return refuse('validation-failed', `单位登记不符合要求：${first.detail}。`, { errors })
  if (state.status === 'registered' && canonicalJson(fileOf(state)) === canonicalJson(file))
    return unchanged(file)
  return accept([{ type: 'organisation-stated', data: { ...file, reason, by: personOf(by), at } }], file)
}
