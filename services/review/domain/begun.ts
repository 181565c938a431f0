import { shanghaiDay } from '#shared/domain/days.ts'
import type { CaseEvent, CaseFile } from './case.ts'
import { refOf } from './ref.ts'

/** C2: the first act of review closes the application to corrections; facts do not count. */
export const begun = ({ profile, sequence, steps: taken }: CaseFile, at: string): readonly CaseEvent[] => {
  if (taken.length > 0) return []
  // B6: intake sets aside a correction that crossed with this act, so that both keep one content.
  const on = { begunOn: shanghaiDay(at), ...(sequence > 0 ? { profileSequence: sequence } : {}) }
  return [{ type: 'review-begun.v1', data: { ...refOf(profile), ...on } }]
}
