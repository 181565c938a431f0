import * as z from 'zod'
import type { OpenedCase } from '../../domain/case.ts'
import { removalReasonLabels } from '../../domain/removal.ts'
import { removalDue } from '../../domain/removal-views.ts'

export const removalFields = {
  reports: z
    .array(z.looseObject({}))
    .readonly()
    .optional()
    .describe('银行贷后报告的挪用贷款或虚假材料，已办结的附核查结论'),
  removalDue: z.literal(true).optional().describe('有银行报告待专班决定是否移出推荐清单'),
  removal: z.looseObject({}).optional().describe('移出推荐清单的原因、情况、依据、办理人与日期'),
}

/** What came from banks after the loan, and the removal (E6, C7). */
export const removalView = (state: OpenedCase) => {
  const { suspicions, removal } = state.file
  const removed = state.status === 'removed' ? state.removed : undefined
  return {
    ...(suspicions ? { reports: suspicions.map(report => ({ ...report })) } : {}),
    ...(removalDue(state) ? { removalDue: true as const } : {}),
    ...(removed && removal
      ? {
          removal: {
            ...removal,
            reason: removed.reason,
            reasonLabel: removalReasonLabels[removed.reason],
            detail: removed.detail,
            on: removed.removedOn,
          },
        }
      : {}),
  }
}
