import * as z from 'zod'

export const params = z.object({ referralId: z.string().min(1).max(200).describe('推送编号') })
