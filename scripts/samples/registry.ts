import type { CellValue } from 'hucre/xlsx'
import type { EntityKind } from '#shared/contracts/vocabulary.ts'
import { wanYuanToFen } from '#shared/domain/money.ts'
import { classify } from '#shared/domain/size-class.ts'
import { townshipsOf } from '#shared/domain/townships.ts'
import { checkUscc, completeUscc } from '#shared/domain/uscc.ts'
import type { County } from './counties.ts'
import type { Random } from './random.ts'
import { larger, type Trade, trades } from './trades.ts'

export type Entity = {
  uscc: string
  name: string
  kind: EntityKind
  trade: Trade
  staff: number
  revenue: number
  assets: number
  region: string
  township: string
}

/** In the order of `registryColumns`. */
export type Row = CellValue[]

// Rare in company names, three at a time: the names are invented and meet no real one.
const coined = [...'澍榆岚砚桉湄芃沅笙荇垚珩栩葭筠昉翊璟铄棠溱樾霁漪苕朔禧穗']
const kindWords: Readonly<Record<EntityKind, readonly string[]>> = {
  enterprise: ['有限责任公司', '小微企业', '企业'],
  'individual-business': ['个体工商户', '个体户'],
  'farmers-cooperative': ['农民专业合作社', '农民合作社'],
  'family-farm': ['家庭农场'],
}
const prefixOf: Readonly<Record<EntityKind, string>> = {
  enterprise: '91',
  'individual-business': '92',
  'farmers-cooperative': '93',
  'family-farm': '92',
}
const people = [...'陈李王张刘杨赵周吴郑'].flatMap(family =>
  [...'甲乙丙丁戊己庚辛'].map(given => `${family}某${given}`),
)

export function registryOf(county: County, random: Random) {
  const townships = townshipsOf(county.code)
  const streets = townships.filter(({ name }) => name.endsWith('街道'))
  const used = new Set<string>()
  const fresh = (make: () => string): string => {
    const made = make()
    if (used.has(made)) return fresh(make)
    used.add(made)
    return made
  }
  const newName = () => fresh(() => random.shuffle(coined).slice(0, 3).join(''))

  // MAY… lies far beyond the subject codes issued so far.
  const newSubject = () => `MAY${symbols(random, 5)}`

  function newCode(kind: EntityKind, subject: () => string = newSubject): string {
    const made = fresh(() => completeUscc(`${prefixOf[kind]}${county.code}`, subject()))
    return checkUscc(made).outcome === 'valid' ? made : newCode(kind, subject)
  }

  function newEntity(kind: EntityKind, size: 'small' | 'medium' | 'large' = 'small'): Entity {
    const industrial = trades[kind].filter(({ code }) => code.startsWith('C'))
    const trade = random.pick(size === 'small' ? trades[kind] : industrial)
    const place = random.chance(0.06) && county.zones.length > 0 ? random.pick(county.zones) : undefined
    const township = random.pick(random.chance(0.45) ? streets : townships)
    const figures = size === 'small' ? smallFigures(random, trade) : largeFigures(random, size)
    const [region, at] = place ?? [township.code, township.name]
    return {
      uscc: newCode(kind),
      name: nameOf(kind, trade, newName()),
      kind,
      trade,
      ...figures,
      region,
      township: at,
    }
  }

  function nameOf(kind: EntityKind, trade: Trade, word: string): string {
    if (kind === 'enterprise') {
      return `${random.pick(county.prefixes)}${word}${trade.word}${random.pick(['有限公司', '有限责任公司'])}`
    }
    if (kind === 'farmers-cooperative') return `${county.prefixes[0]}${word}${trade.word}专业合作社`
    return `${county.shortName}${word}${kind === 'family-farm' ? '家庭农场' : trade.word}`
  }

  function rowOf(
    entity: Entity,
    given: { status?: string; source?: string; name?: string; uscc?: CellValue } = {},
  ): Row {
    const phone = 19_900_000_000 + random.int(0, 9_999)
    return [
      given.uscc ?? entity.uscc,
      given.name ?? entity.name,
      random.pick(kindWords[entity.kind]),
      random.chance(0.7) ? entity.trade.code : entity.trade.code.slice(1),
      random.chance(0.1) ? `${entity.staff}人` : entity.staff,
      random.chance(0.1) ? String(entity.revenue) : entity.revenue,
      random.chance(0.05) ? wide(String(entity.assets)) : entity.assets,
      regionCell(entity.region, random),
      entity.township,
      given.status ?? random.pick(['存续', '存续', '在业', '开业', '正常']),
      random.pick(people),
      random.chance(0.5) ? phone : String(phone),
      given.source ?? random.pick(['市监', '市监', '市监', '税务', '统计']),
    ]
  }

  return { newEntity, newCode, rowOf }
}

export const symbols = (random: Random, count: number) =>
  Array.from({ length: count }, () => random.pick([...'0123456789ABCDEFGHJKLMNPQRTUWXY'])).join('')

/** Full-width forms, as an input method leaves them. */
export const wide = (text: string) =>
  text.replace(/[!-~]/g, c => String.fromCharCode(c.charCodeAt(0) + 0xfee0))

const regionCell = (region: string, random: Random): CellValue => {
  if (region.startsWith('G')) return region
  const draw = random.next()
  return draw < 0.1 ? `${region}000` : draw < 0.4 ? Number(region) : region
}

/** People, revenue and assets grow together; most businesses are far below the trade's largest. */
function smallFigures(random: Random, trade: Trade): Pick<Entity, 'staff' | 'revenue' | 'assets'> {
  const scale = 0.05 + 0.95 * random.next() ** 2.2
  const near = (largest: number) => largest * scale * (0.6 + 0.4 * random.next())
  const [staffLimit, revenueLimit, assetsLimit] = trade.largest
  const staff = Math.max(1, Math.round(near(staffLimit)))
  const [revenue, assets] = [near(revenueLimit), near(assetsLimit)].map(wan => Math.round(wan * 100) / 100)
  const figures = { staff, revenue: revenue ?? 1, assets: assets ?? 1 }
  const { sizeClass } = classify({
    industryCode: trade.code,
    staff,
    revenueFen: wanYuanToFen(figures.revenue),
    assetsFen: wanYuanToFen(figures.assets),
  })
  if (sizeClass !== 'small' && sizeClass !== 'micro') throw new Error(`${trade.code} came out ${sizeClass}`)
  return figures
}

function largeFigures(random: Random, size: 'medium' | 'large') {
  const [from, to] = larger[size].staff
  const [least, most] = larger[size].wanYuan
  return { staff: random.int(from, to), revenue: random.int(least, most), assets: random.int(least, most) }
}
