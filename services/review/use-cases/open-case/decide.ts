import type { ApplicationProfile } from '#shared/contracts/parts.ts'
import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import type { Case, CaseEvent } from '../../domain/case.ts'

/** C2: a declared application begins at the first level; told twice, it begins once. */
export const openCase = (state: Case, profile: ApplicationProfile): Decision<CaseEvent, null> =>
  state.status === 'none' ? accept([{ type: 'case-opened', data: profile }], null) : unchanged(null)
