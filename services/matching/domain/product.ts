import * as z from 'zod'
import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { View } from '#shared/commits/table.ts'
import {
  amountFenSchema,
  bankIdSchema,
  closedList,
  collateralSchema,
  daySchema,
  entityKindSchema,
  loanKindSchema,
  regionCodeSchema,
  sectorTagSchema,
  sizeClassSchema,
} from '#shared/contracts/vocabulary.ts'
import { sectionSchema } from './bank.ts'
import { conditionSchema } from './condition.ts'

export const productIdSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: '须为小写字母、数字与连字符' })
  .max(60)
  .describe('产品编号：小写字母、数字与连字符，不超过 60 个字符')

const rateSchema = z.int().min(0).max(3600)

const productKindLabels = { loan: '贷款', guarantee: '担保', insurance: '保险' } as const

/** E5: what a government guarantee company may charge at most. */
const mostGuaranteeFeeBp = 100

const productFields = z.strictObject({
  kind: closedList('产品类别', productKindLabels).default('loan'),
  bankId: bankIdSchema.describe('提供产品的银行机构（网点）编号'),
  name: z.string().trim().min(2).max(60).describe('产品名称'),
  loanKinds: z.array(loanKindSchema).min(1).describe('适用的贷款类型'),
  minAmountFen: amountFenSchema.describe('单户金额下限，单位：分'),
  maxAmountFen: amountFenSchema.describe('单户金额上限，单位：分'),
  maxTermMonths: z.int().min(1).max(360).describe('最长期限，单位：月'),
  rateFromBp: rateSchema.describe('年利率下限，单位：基点'),
  rateToBp: rateSchema.describe('年利率上限，单位：基点'),
  collateral: z.array(collateralSchema).min(1).describe('担保方式'),
  entityKinds: z.array(entityKindSchema).min(1).optional().describe('适用的主体类型；不填则不限'),
  sizeClasses: z.array(sizeClassSchema).min(1).optional().describe('适用的企业规模；不填则不限'),
  industrySections: z
    .array(sectionSchema)
    .min(1)
    .max(20)
    .optional()
    .describe('适用的国民经济行业门类字母；不填则不限'),
  regionCodes: z
    .array(regionCodeSchema)
    .min(1)
    .max(50)
    .optional()
    .describe('适用区域，含其下级区划；不填则为该银行的服务区域'),
  sectorTags: z.array(sectorTagSchema).min(1).optional().describe('适用的重点领域；不填则不限'),
  online: z.boolean().optional().describe('是否可线上办理'),
  conditions: z
    .array(conditionSchema)
    .min(1)
    .max(20)
    .optional()
    .describe('其他条件，逐项比对；每项为事项、运算与取值'),
  feeBp: z
    .int()
    .min(0)
    .max(10_000)
    .optional()
    .describe('担保费率或保险费率，单位：基点；担保产品必填，不超过 100（1%）'),
  validFrom: daySchema.describe('生效日期'),
  validTo: daySchema.optional().describe('截止日期（含当日）；不填则长期有效'),
})

export const productBodySchema = productFields
  .refine(product => product.minAmountFen <= product.maxAmountFen, {
    path: ['maxAmountFen'],
    error: '单户金额上限不得低于下限',
  })
  .refine(product => product.rateFromBp <= product.rateToBp, {
    path: ['rateToBp'],
    error: '年利率上限不得低于下限',
  })
  .refine(product => product.validTo === undefined || product.validFrom <= product.validTo, {
    path: ['validTo'],
    error: '截止日期不得早于生效日期',
  })
  .refine(({ kind, feeBp }) => kind !== 'guarantee' || feeBp !== undefined, {
    path: ['feeBp'],
    error: '担保产品须填写担保费率',
  })
  .refine(({ kind, feeBp }) => kind !== 'guarantee' || (feeBp ?? 0) <= mostGuaranteeFeeBp, {
    path: ['feeBp'],
    error: '政府性融资担保费率不得超过 1%（100 基点）',
  })

export const productSchema = productFields.extend({ productId: productIdSchema })
export type Product = z.infer<typeof productSchema>

export type ProductEvent = { readonly type: 'product-published'; readonly data: Product }

export type ProductState =
  | { readonly status: 'unpublished' }
  | { readonly status: 'published'; readonly product: Product }

export const productAggregate: AggregateDefinition<ProductState, ProductEvent> = {
  name: 'product',
  initial: { status: 'unpublished' },
  evolve: (_state, event) => ({ status: 'published', product: event.data }),
}

export const productList = (bankId: string): string => `products#${bankId}`

export const productViews = (state: ProductState): readonly View[] =>
  state.status === 'unpublished'
    ? []
    : [
        {
          name: 'product',
          list: { pk: productList(state.product.bankId), sk: state.product.productId },
          data: state.product,
        },
      ]
