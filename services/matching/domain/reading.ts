import type { Refusal } from '#shared/domain/decision.ts'
import { invalid } from './refusals.ts'
import { concerns, unknownRegion } from './region-tree.ts'

/** Whether the caller may read what stands under a region: its own subtree, and what applies to it from above (A2). */
export const unreadable = (callerRegion: string, region: string, pointer: string): Refusal | undefined => {
  const unknown = unknownRegion(region, pointer)
  if (unknown) return invalid([unknown])
  return concerns(callerRegion, region)
    ? undefined
    : {
        code: 'outside-region',
        detail: `区划 ${region} 与您的管辖范围（${callerRegion}）没有上下级关系。`,
      }
}
