import { type EntityKind, entityKindLabels, type SizeClass } from '#shared/contracts/vocabulary.ts'

// Order matters: a 家庭农场 registered as 个体工商户 is a family farm, a 民办非企业单位 no enterprise.
const patterns: readonly (readonly [RegExp, EntityKind | undefined])[] = [
  [/非企业|事业单位|机关|社会团体/, undefined],
  [/家庭农场/, 'family-farm'],
  [/(农民|农业|专业)合作|^合作社/, 'farmers-cooperative'],
  [/^个体/, 'individual-business'],
  [/企业|公司|^个人独资|^合伙|^国有|^全民所有|^集体所有|^股份合作|^外商投资/, 'enterprise'],
]

/** Reads the names registries use (有限责任公司, 小微企业, 个体户 …); undefined when none fits. */
export function parseEntityKind(text: string): EntityKind | undefined {
  const name = text.replace(/\s+/g, '')
  if (name in entityKindLabels) return name as EntityKind
  return patterns.find(([pattern]) => pattern.test(name))?.[1]
}

export type TargetSubject = Readonly<{ kind: EntityKind; sizeClass: SizeClass }>

/** B2: small and micro enterprises, medium ones by setting, the other kinds whatever their size; unsized enterprises not. */
export function isTargetKind(subject: TargetSubject, setting: Readonly<{ includeMedium: boolean }>): boolean {
  if (subject.kind !== 'enterprise') return true
  if (subject.sizeClass === 'medium') return setting.includeMedium
  return subject.sizeClass === 'small' || subject.sizeClass === 'micro'
}
