import { checkUscc } from '#shared/domain/uscc.ts'
import type { County } from './counties.ts'
import type { Random } from './random.ts'
import { type Entity, type Row, registryOf, symbols, wide } from './registry.ts'

const abnormal = [
  '吊销，未注销',
  '吊销',
  '注销',
  '注销',
  '注销',
  '列入经营异常名录',
  '列入经营异常名录',
  '歇业',
  '停业',
]

/** A registry as three departments hand it over: the targets, and everything a real list has beside them. */
export function dirtyRegistry(county: County, random: Random) {
  const { newEntity, newCode, rowOf } = registryOf(county, random)
  const kinds = Object.entries(county.entities) as [Entity['kind'], number][]
  const targets = kinds.flatMap(([kind, count]) => Array.from({ length: count }, () => newEntity(kind)))
  const dropped = abnormal.map(status => ({
    status,
    entity: newEntity(random.pick(['enterprise', 'individual-business'])),
  }))
  const oversized = (['medium', 'medium', 'medium', 'medium', 'large', 'large'] as const).map(size =>
    newEntity('enterprise', size),
  )

  const odd = [
    wide,
    wide,
    wide,
    (s: string) => s.toLowerCase(),
    (s: string) => ` ${s.slice(0, 8)} ${s.slice(8)}`,
  ]
  const spelled = targets.map((entity, i) => rowOf(entity, { uscc: odd[i]?.(entity.uscc) ?? entity.uscc }))

  // 市监, 税务 and 统计 know the same business under names that differ a little.
  const repeated = targets
    .slice(20, 34)
    .flatMap((entity, i) => [
      rowOf(entity, { source: '税务', name: respelled(entity.name) }),
      ...(i < 2 ? [rowOf(entity, { source: '统计', name: ` ${entity.name}`, uscc: wide(entity.uscc) })] : []),
    ])

  const plain = () => newEntity('enterprise')
  const wrong = plain()
  const staffInWords = plain()
  const kindUnknown = plain()
  const refused: Row[] = [
    rowOf(plain(), { uscc: idNumberOf(county, random) }),
    rowOf(plain(), { uscc: withOtherEnd(newCode('enterprise')) }),
    rowOf(plain(), { uscc: withOtherSubject(newCode('enterprise')) }),
    rowOf(plain(), { uscc: newCode('enterprise').slice(0, 17) }),
    rowOf(plain(), {
      uscc: Number(allDigits(() => newCode('enterprise', () => String(random.int(10_000_000, 99_999_999))))),
    }),
    rowOf(staffInWords).with(4, '约二十人'),
    rowOf(kindUnknown).with(2, '其他'),
    ...county.strayRegions.map(region => rowOf({ ...wrong, uscc: newCode('enterprise'), region })),
  ]
  const rows = [
    ...spelled,
    ...dropped.map(({ status, entity }) => rowOf(entity, { status })),
    ...oversized.map(entity => rowOf(entity)),
    ...repeated,
    ...refused,
    ...Array.from({ length: 4 }, (): Row => []),
  ]
  return {
    rows: random.shuffle(rows),
    targets,
    dropped: dropped.map(({ entity }) => entity),
    strangerCode: newCode('enterprise'),
  }
}

const respelled = (name: string) =>
  name.endsWith('有限责任公司')
    ? name.replace('有限责任公司', '有限公司')
    : name.replace(/^(达州市|四川|河南)/, '')

/** Right inside, wrong outside: codes like the early ones of Fujian. */
function withOtherEnd(code: string): string {
  const legacy = [...'0123456789'].map(end => `${code.slice(0, 17)}${end}`)
  return legacy.find(made => checkUscc(made).outcome === 'legacy') ?? code
}

/** One symbol mistyped, so that the inner check fails. */
function withOtherSubject(code: string): string {
  const mistyped = [...'0123456789'].map(symbol => `${code.slice(0, 11)}${symbol}${code.slice(12)}`)
  return mistyped.find(made => checkUscc(made).outcome === 'invalid') ?? code
}

const allDigits = (make: () => string): string => {
  const made = make()
  return /^\d+$/.test(made) ? made : allDigits(make)
}

/** Its check digit holds; 9999 is no county, so that it is nobody's. */
function idNumberOf(county: County, random: Random): string {
  const first17 = `${county.code.slice(0, 2)}999919000101${String(random.int(0, 999)).padStart(3, '0')}`
  const ends = [...'0123456789X'].map(end => `${first17}${end}`)
  const found = ends.find(made => checkUscc(made).outcome === 'suspected-id-number')
  return found ?? symbols(random, 18)
}
