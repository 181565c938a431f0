import * as z from 'zod'
import { applicationProfileSchema, applicationRefSchema } from './parts.ts'
import { criterionSchema, daySchema } from './vocabulary.ts'

const stageSchema = z.enum(['task-force', 'bank', 'leader', 'confirmation'])

export const reviewEvents = {
  'application-returned.v1': applicationRefSchema
    .extend({ level: stageSchema, missing: z.array(z.string()).min(1), returnedOn: daySchema })
    .describe('A reviewer sent the application back and said what is missing (C2).'),
  'application-refused.v1': applicationRefSchema
    .extend({
      level: stageSchema,
      criterion: criterionSchema,
      problem: z.string(),
      advice: z.string(),
      refusedOn: daySchema,
    })
    .describe('A level of review refused, with the criterion, the problem and the advice (C6).'),
  'recommendation-list-signed.v1': z
    .object({
      listId: z.string(),
      regionCode: z.string(),
      digest: z.string(),
      rows: z.int().positive(),
      signedOn: daySchema,
    })
    .describe('The convener signed a recommended list 推荐清单; each of its rows is now recommended (C4).'),
  'application-recommended.v1': applicationProfileSchema
    .extend({ listId: z.string(), recommendedOn: daySchema })
    .describe('An application stands on a signed recommended list and may go to banks (C4, D1).'),
}
