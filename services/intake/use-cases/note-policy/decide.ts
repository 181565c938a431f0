import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import type { PolicyVersion } from '#shared/domain/policy.ts'
import type { PolicyEvent, PolicyState } from '../../domain/policy.ts'

/** Each version of a region's policy once, in whatever order they arrive (A1). */
export const notePolicy = (
  { history }: PolicyState,
  version: PolicyVersion,
): Decision<PolicyEvent, { readonly version: number }> =>
  history.some(known => known.version === version.version)
    ? unchanged({ version: version.version })
    : accept([{ type: 'policy-noted', data: version }], { version: version.version })
