import * as z from 'zod'
import { feedbackOptions as by, feedbackError as error } from '../feed-back/body.ts'

const referralId = z.string().min(1).max(200).describe('推送编号')

/** One line of a bank’s return: whose feedback, and the feedback as it would come alone. */
export const feedbackRowSchema = z.discriminatedUnion(
  'type',
  [
    by[0].extend({ referralId }),
    by[1].extend({ referralId }),
    by[2].extend({ referralId }),
    by[3].extend({ referralId }),
    by[4].extend({ referralId }),
    by[5].extend({ referralId }),
    by[6].extend({ referralId }),
    by[7].extend({ referralId }),
    by[8].extend({ referralId }),
    by[9].extend({ referralId }),
    by[10].extend({ referralId }),
    by[11].extend({ referralId }),
    by[12].extend({ referralId }),
    by[13].extend({ referralId }),
  ],
  { error },
)
