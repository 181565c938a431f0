import type { FieldError } from '#shared/domain/decision.ts'
import { covers, levelOf, parentOf } from '#shared/domain/regions.ts'
import { isKnownPlace } from './county.ts'
import type { OrganisationFile } from './organisation.ts'
import { kindLabels, type Place, standings } from './organisation-kinds.ts'

const levelLabels = {
  nation: '全国',
  province: '省级',
  city: '市级',
  county: '县（区）级',
  zone: '功能区',
  township: '乡镇（街道）',
} as const

const isInPlace: { readonly [P in Place]: (parent: string, own: string) => boolean } = {
  same: (parent, own) => parent === own,
  'next-above': (parent, own) => parentOf(own) === parent,
  covering: (parent, own) => covers(parent, own),
}
const placeLabels = {
  same: '与本单位同一区划',
  'next-above': '在本单位的上一级区划',
  covering: '在本单位所在或其上级区划',
} as const satisfies Record<Place, string>

const wrong = (pointer: string, code: string, detail: string): FieldError => ({ pointer, code, detail })

/** A1, A3, A4: what is wrong with where this organisation is to stand; `parent` is its parent as registered. */
export const misplaced = (
  { kind, regionCode, parentOrg, duty, from, to, organisationId }: OrganisationFile,
  parent: Pick<OrganisationFile, 'kind' | 'regionCode'> | undefined,
): readonly FieldError[] => {
  const { levels, under, place, parent: need } = standings[kind]
  const level = levelOf(regionCode)
  const label = kindLabels[kind]
  const parents = under.map(one => kindLabels[one]).join('、')
  const ofRegion =
    level === undefined || !isKnownPlace(regionCode)
      ? [wrong('/regionCode', 'region-unknown', '没有这个区划代码，请核对')]
      : levels.includes(level)
        ? []
        : [
            wrong(
              '/regionCode',
              'wrong-level',
              `“${label}”须设在${levels.map(one => levelLabels[one]).join('、')}，此代码为${levelLabels[level]}`,
            ),
          ]
  const ofParent = (): readonly FieldError[] => {
    if (parentOrg === undefined)
      return need === 'required'
        ? [wrong('/parentOrg', 'required', `“${label}”须填写上级单位：${parents}`)]
        : []
    if (parentOrg === organisationId) return [wrong('/parentOrg', 'self', '上级单位不得为本单位')]
    if (!parent) return [wrong('/parentOrg', 'unknown-organisation', '上级单位尚未登记，请先登记')]
    if (!under.includes(parent.kind))
      return [wrong('/parentOrg', 'wrong-kind', `“${label}”的上级单位须为${parents}`)]
    return isInPlace[place](parent.regionCode, regionCode)
      ? []
      : [wrong('/parentOrg', 'wrong-place', `上级单位须${placeLabels[place]}`)]
  }
  const ofDuty =
    kind === 'office-group' && !duty
      ? [wrong('/duty', 'required', '工作小组须填写职责')]
      : kind !== 'office-group' && duty
        ? [wrong('/duty', 'not-a-group', '只有工作小组填写职责')]
        : []
  const ofDays = to !== undefined && to < from ? [wrong('/to', 'before-from', '不得早于设立日期')] : []
  return [...ofRegion, ...ofParent(), ...ofDuty, ...ofDays]
}
