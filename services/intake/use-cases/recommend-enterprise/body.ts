import * as z from 'zod'
import { bankIdSchema } from '#shared/contracts/vocabulary.ts'
import { codeField } from '../../domain/fields.ts'
import {
  distinct,
  firstLoanFits,
  firstLoanSaid,
  formShape,
  renewalFits,
  renewalSaid,
} from '../submit-application/body.ts'

const { channel: _always, intendedBankIds: _one, ...sameShape } = formShape

const intendedSaid = '企业另选的意向银行不超过 2 家'

/** 银行推荐: what a declaration has; the channel is the bank, and the bank itself need not be named (B8). */
export const recommendationSchema = z
  .strictObject({
    uscc: codeField,
    ...sameShape,
    intendedBankIds: z
      .array(bankIdSchema)
      .max(2, intendedSaid)
      .refine(distinct, '意向对接银行不得重复')
      .default([])
      .describe('企业自选的意向银行，按企业意愿排序；不足 2 家的，推荐银行列在其后'),
  })
  .refine(firstLoanFits, firstLoanSaid)
  .refine(renewalFits, renewalSaid)
export type RecommendationBody = z.infer<typeof recommendationSchema>
