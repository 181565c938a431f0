import type { Bank } from '../domain/bank.ts'
import type { Recommended } from '../domain/plan.ts'
import type { Product } from '../domain/product.ts'

export const county = '511702'
export const today = '2025-03-03'

/** A plain recommended application; tests name what matters to them. */
export const recommended = (id: string, more: Partial<Recommended> = {}): Recommended => ({
  applicationId: id,
  uscc: '91350100M000100Y43',
  regionCode: county,
  name: `企业${id}`,
  entityKind: 'enterprise',
  sizeClass: 'small',
  industryCode: 'C1310',
  contact: { sealed: 'sealed', maskedLegalRepresentative: '某*', maskedPhone: '138****0000' },
  demand: { amountFen: 100_000_000, termMonths: 12, purpose: '购买原材料', loanKind: 'working-capital' },
  intendedBankIds: [],
  lendingBankIds: [],
  firstLoan: false,
  channel: 'visit',
  declaredOn: '2025-02-20',
  listId: 'RL-1',
  recommendedOn: '2025-03-01',
  ...more,
})

/** A branch; its institution is the part of its id before the hyphen. */
export const branch = (bankId: string, more: Partial<Bank> = {}): Bank => ({
  bankId,
  name: `${bankId}支行`,
  institution: { id: bankId.split('-')[0] ?? bankId, name: `${bankId.split('-')[0]}银行` },
  regionCodes: [county],
  active: true,
  ...more,
})

export const product = (productId: string, bankId: string, more: Partial<Product> = {}): Product => ({
  productId,
  bankId,
  kind: 'loan',
  name: `产品${productId}`,
  loanKinds: ['working-capital'],
  minAmountFen: 1_000_000,
  maxAmountFen: 500_000_000,
  maxTermMonths: 36,
  rateFromBp: 300,
  rateToBp: 450,
  collateral: ['credit'],
  validFrom: '2025-01-01',
  ...more,
})
