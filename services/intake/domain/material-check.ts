import * as z from 'zod'
import type { Role } from '#shared/service/permissions.ts'

/** What whoever checks the material finds (B7). */
export const materialFindingLabels = {
  sound: '材料合理、真实',
  unreasonable: '材料不合理或不齐全',
  'not-true': '材料不真实',
} as const
export type MaterialFinding = keyof typeof materialFindingLabels
export const materialFindingSchema = z.enum(['sound', 'unreasonable', 'not-true'])

/** As the declared list shows it. */
export const materialMarkLabels = { unchecked: '材料待初审', ...materialFindingLabels } as const
export type MaterialMark = keyof typeof materialMarkLabels
export const materialMarkSchema = z.enum(['unchecked', ...materialFindingSchema.options])

/** The person stays in the record of the change; here stand office and role (H3). */
export type MaterialCheck = {
  readonly finding: MaterialFinding
  /** What is wrong, where something is. */
  readonly problem?: string
  readonly by: { readonly org: string; readonly role: Role }
  readonly on: string
}

/** Those whose duty the check is: what they hand in themselves they have looked at (B7). */
const checkers: readonly Role[] = ['township', 'task-force']

type Handed = {
  readonly materials: readonly { readonly complete: boolean }[]
  readonly truthPromise: boolean
}

/** B7: handed in whole and promised true by whoever has to check it, the material is checked by that. */
export const checkedAtHandIn = (
  { materials, truthPromise }: Handed,
  { org, role }: { readonly org: string; readonly role: Role },
  on: string,
): MaterialCheck | undefined =>
  checkers.includes(role) && truthPromise && materials.length > 0 && materials.every(each => each.complete)
    ? { finding: 'sound', by: { org, role }, on }
    : undefined

export const materialMark = (form: { readonly materialCheck?: MaterialCheck }): MaterialMark =>
  form.materialCheck?.finding ?? 'unchecked'

/** B7: shown and told, and stops nothing: review decides. */
export const needsAttention = (form: { readonly materialCheck?: MaterialCheck }): boolean =>
  form.materialCheck !== undefined && form.materialCheck.finding !== 'sound'
