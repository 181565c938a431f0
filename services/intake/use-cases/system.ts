import type { Actor } from '#shared/commits/commit.ts'
import type { Deps } from '../deps.ts'

/** In whose name a clock of this service acts. */
export const systemOf = ({ province }: Pick<Deps, 'province'>): Actor => ({
  sub: 'system:intake',
  org: 'system',
  role: 'system',
  region: `${province}0000`,
})
