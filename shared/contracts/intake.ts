import * as z from 'zod'
import {
  applicationProfileSchema,
  applicationRefSchema,
  failedCriterionSchema,
  placeSchema,
} from './parts.ts'
import {
  amountFenSchema,
  daySchema,
  entityKindSchema,
  sizeClassSchema,
  visitMethodSchema,
} from './vocabulary.ts'

export const intakeEvents = {
  'entity-listed.v1': placeSchema
    .extend({
      name: z.string().describe('主体名称'),
      entityKind: entityKindSchema,
      sizeClass: sizeClassSchema,
      industryCode: z.string().describe('行业代码（GB/T 4754-2017）'),
      listedOn: daySchema,
    })
    .describe('An entity stands on the visit target list 走访目标企业清单 (B1).'),
  'entity-visited.v1': placeSchema
    .extend({
      visitedOn: daySchema,
      method: visitMethodSchema,
      hasDemand: z.boolean().describe('有无融资需求'),
      demandFen: amountFenSchema.optional(),
    })
    .describe('A visit to an entity was recorded, with its demand or none (B3).'),
  'application-declared.v1': applicationProfileSchema.describe(
    'An application passed the first screening and stands on the declared list 申报清单 (B4).',
  ),
  'application-screened-out.v1': applicationRefSchema
    .extend({
      failedCriteria: z.array(failedCriterionSchema).min(1).describe('未通过的标准'),
      screenedOn: daySchema,
    })
    .describe('An application failed the first screening; the failed criteria are named (B4).'),
  'application-corrected.v1': applicationProfileSchema.describe(
    'A declared application was corrected before review began; this is its whole new content (B6).',
  ),
  'application-withdrawn.v1': applicationRefSchema
    .extend({
      reason: z.enum(['by-enterprise', 'consent-withdrawn', 'consent-expired']),
      withdrawnOn: daySchema,
    })
    .describe(
      'The enterprise took its application or its consent back, or its consent ran out: nothing more is pushed (B5).',
    ),
}
