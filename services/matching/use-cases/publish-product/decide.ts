import { canonicalJson } from '#shared/domain/canonical.ts'
import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import type { Product, ProductEvent, ProductState } from '../../domain/product.ts'

/** D5: a product stays with the bank that first published it. */
export const decidePublishProduct = (
  state: ProductState,
  product: Product,
): Decision<ProductEvent, Product, 'product-of-another-bank'> => {
  if (state.status === 'published') {
    if (state.product.bankId !== product.bankId)
      return refuse(
        'product-of-another-bank',
        `产品编号 ${product.productId} 已由另一银行使用，请换用新的产品编号。`,
      )
    if (canonicalJson(state.product) === canonicalJson(product)) return unchanged(product)
  }
  return accept([{ type: 'product-published', data: product }], product)
}
