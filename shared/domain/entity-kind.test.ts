import { expect, test } from 'vitest'
import { type EntityKind, entityKindLabels, sizeClassLabels } from '#shared/contracts/vocabulary.ts'
import { isTargetKind, parseEntityKind } from './entity-kind.ts'

const entityKinds = Object.keys(entityKindLabels) as EntityKind[]
const sizeClasses = Object.keys(sizeClassLabels) as (keyof typeof sizeClassLabels)[]

const names: Record<EntityKind, string> = {
  enterprise:
    '企业 小微企业 小型企业 微型企业 中型企业 有限责任公司 股份有限公司 个人独资企业 个人独资 合伙企业 国有企业 集体所有制 股份合作制 外商投资企业 分公司',
  'individual-business': '个体工商户 个体户 个体 个体经营',
  'farmers-cooperative':
    '农民专业合作社 农民合作社 专业合作社 合作社 农民专业合作社联合社 农民专业合作社分支机构',
  'family-farm': '家庭农场 个体工商户（家庭农场）',
}

test.each(entityKinds.flatMap(kind => names[kind].split(' ').map(name => [name, kind] as const)))(
  'B2 %s is %s',
  (name, kind) => {
    expect(parseEntityKind(` ${name}\u3000`)).toBe(kind)
  },
)

test.each(entityKinds)('B2 %s reads from its own code and label', kind => {
  expect([parseEntityKind(kind), parseEntityKind(entityKindLabels[kind])]).toEqual([kind, kind])
})

test.each(['', '民办非企业单位', '事业单位', '社会团体', '机关', '其他'])(
  'B2 %j is no kind the mechanism reaches',
  name => {
    expect(parseEntityKind(name)).toBeUndefined()
  },
)

test.each([
  [false, ['small', 'micro']],
  [true, ['medium', 'small', 'micro']],
])('B2 enterprises reached with includeMedium %j: %j', (includeMedium, reached) => {
  expect(
    sizeClasses.filter(sizeClass => isTargetKind({ kind: 'enterprise', sizeClass }, { includeMedium })),
  ).toEqual(reached)
})

test('B2 the smaller kinds are reached whatever their size', () => {
  for (const kind of entityKinds.filter(k => k !== 'enterprise'))
    for (const sizeClass of sizeClasses)
      expect(isTargetKind({ kind, sizeClass }, { includeMedium: false })).toBe(true)
})
