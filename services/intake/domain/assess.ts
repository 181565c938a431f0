import {
  type EntityKind,
  entityKindLabels,
  type SizeClass,
  sizeClassLabels,
} from '#shared/contracts/vocabulary.ts'
import { classify } from '#shared/domain/size-class.ts'
import type { Scope } from './policy.ts'
import { type Registry, sourcesOf, standing, standingStatus } from './registry.ts'
import {
  type CodeCheck,
  type RegistrationStatus,
  registrationStatusLabels,
  type Source,
  type Standing,
  sourceLabels,
} from './vocabulary.ts'

/** Where an entity stands and why, with the inputs and the table that led there (B1, B2). */
export type Assessment = {
  readonly standing: Standing
  readonly reason?: string
  readonly note?: string
  readonly sizeClass: SizeClass
  readonly sizeTableVersion: string
}

const notOperating = (status: RegistrationStatus, source: Source): string =>
  `登记状态为“${registrationStatusLabels[status]}”（来源：${sourceLabels[source]}），未正常经营，不列入走访目标企业清单`

const noteOn = (sizeClass: SizeClass, { mediumEnterprises }: Scope): string | undefined => {
  if (sizeClass === 'medium') return mediumEnterprises === 'renewal' ? '中型企业，仅支持续贷需求' : undefined
  if (sizeClass === 'undetermined') return '划型指标不全，走访时请补充从业人员、营业收入、资产总额'
  return sizeClass === 'not-applicable' ? '所属行业不适用划型标准，走访时请核实规模' : undefined
}

/** Kinds and sizes that the region's policy does not take in; other kinds than enterprises are in whatever their size (B2). */
const leftOutBy = (
  kind: EntityKind | undefined,
  sizeClass: SizeClass,
  { entityKinds, mediumEnterprises }: Scope,
): string | undefined => {
  if (kind && !entityKinds.includes(kind)) return `本地区政策不支持${entityKindLabels[kind]}`
  if (kind !== 'enterprise') return undefined
  if (sizeClass === 'large')
    return `按划型标准为${sizeClassLabels.large}企业，不在支持范围（小微企业，中型企业限续贷）`
  return sizeClass === 'medium' && mediumEnterprises === 'no'
    ? `按划型标准为${sizeClassLabels.medium}企业，本地区政策不支持中型企业`
    : undefined
}

/** Drops those not operating normally and those the region does not take in (B1, B2). */
export const assess = (registry: Registry, codeCheck: CodeCheck, on: string, scope: Scope): Assessment => {
  const { sizeClass, tableVersion } = classify(
    {
      industryCode: standing(registry, 'industryCode')?.value ?? '',
      staff: standing(registry, 'staff')?.value,
      revenueFen: standing(registry, 'revenueFen')?.value,
      assetsFen: standing(registry, 'assetsFen')?.value,
    },
    on,
  )
  const size = { sizeClass, sizeTableVersion: tableVersion }
  const status = standingStatus(registry)
  if (status && status.value !== 'operating')
    return { ...size, standing: 'dropped', reason: notOperating(status.value, status.source) }
  const kind: EntityKind | undefined = standing(registry, 'entityKind')?.value
  const leftOut = leftOutBy(kind, sizeClass, scope)
  if (leftOut) return { ...size, standing: 'dropped', reason: leftOut }
  if (codeCheck === 'legacy' && !sourcesOf(registry).includes('market-regulator'))
    return {
      ...size,
      standing: 'awaiting-confirmation',
      reason: '统一社会信用代码第18位校验不符，疑为早期赋码，待市场监管部门（登记机关）名录确认',
    }
  const note = kind === 'enterprise' ? noteOn(sizeClass, scope) : undefined
  return { ...size, standing: 'listed', ...(note ? { note } : {}) }
}
