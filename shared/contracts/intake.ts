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
      name: z.string(),
      entityKind: entityKindSchema,
      sizeClass: sizeClassSchema,
      industryCode: z.string(),
      listedOn: daySchema,
    })
    .describe('An entity stands on the visit target list 走访目标企业清单 (B1).'),
  'entity-visited.v1': placeSchema
    .extend({
      visitedOn: daySchema,
      method: visitMethodSchema,
      hasDemand: z.boolean(),
      demandFen: amountFenSchema.optional(),
    })
    .describe('A visit to an entity was recorded, with its demand or none (B3).'),
  'application-declared.v1': applicationProfileSchema.describe(
    'An application passed the first screening and stands on the declared list 申报清单 (B4).',
  ),
  'application-screened-out.v1': applicationRefSchema
    .extend({ failedCriteria: z.array(failedCriterionSchema).min(1), screenedOn: daySchema })
    .describe('An application failed the first screening; the failed criteria are named (B4).'),
}
