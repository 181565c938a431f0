import type { CommitTable } from '#shared/commits/table.ts'
import type { FieldError } from '#shared/domain/decision.ts'
import type { Bank } from '../../domain/bank.ts'
import { bankIn } from '../../store.ts'

/** Branch, sub-branch, county, city, province and head office: more levels no bank has. */
const mostLevels = 6

const wrong = (code: string, detail: string): FieldError => ({ pointer: '/parentBankId', code, detail })

/** A3: the bank above must be registered, of the same institution, and not below this one. */
export const wrongParent = (bank: Bank, ancestors: readonly Bank[]): FieldError | undefined => {
  const { bankId, institution, parentBankId } = bank
  if (parentBankId === undefined) return undefined
  const [parent] = ancestors
  if (parentBankId === bankId) return wrong('own-parent', '上级行不得为本行')
  if (!parent) return wrong('unknown-bank', `上级行 ${parentBankId} 尚未登记，请先登记上级行`)
  if (parent.institution.id !== institution.id)
    return wrong(
      'other-institution',
      `上级行 ${parentBankId} 属于法人机构 ${parent.institution.id}，本行属于 ${institution.id}，须为同一机构`,
    )
  if (ancestors.some(each => each.bankId === bankId))
    return wrong('parent-below', `${parentBankId} 本身是本行的下级行，不能作为上级行`)
  return ancestors.length > mostLevels ? wrong('too-many-levels', `上级行最多 ${mostLevels} 层`) : undefined
}

/** The banks above, the nearest first, as far as the chain goes. */
export const ancestorsOf = async (
  table: CommitTable,
  parentBankId: string | undefined,
): Promise<readonly Bank[]> => {
  const found: Bank[] = []
  let next = parentBankId
  while (next !== undefined && found.length <= mostLevels) {
    const above = await bankIn(table, next)
    if (!above) break
    found.push(above)
    next = above.parentBankId
  }
  return found
}
