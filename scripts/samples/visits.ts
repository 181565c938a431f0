import type { CellValue } from 'hucre/xlsx'
import type { County } from './counties.ts'
import type { Random } from './random.ts'
import { type Entity, type Row, wide } from './registry.ts'

/** In the order of `visitColumns`: 6 is the amount, 10–14 the criteria, 15 the intended banks, 19 the consent. */
const at = { date: 1, amount: 6, criteria: 10, intended: 15, consent: 19 } as const

const visitors = ['何某甲', '孙某乙', '冯某丙', '蒋某丁', '沈某戊', '韩某己']

export function visitsOf(
  county: County,
  random: Random,
  registry: { targets: readonly Entity[]; dropped: readonly Entity[]; strangerCode: string },
): Row[] {
  const branches = county.banks.map(bank => bank.branch)

  function visitRow(entity: Entity, hasDemand: boolean): Row {
    const people = random.shuffle(visitors).slice(0, random.int(1, 2)).join('、')
    const visit = [
      entity.uscc,
      dateCell(county, random),
      random.pick(['实地走访', '实地', '实地', '上门', '电话', '电话', '线上', '窗口']),
      unitOf(entity.township),
      people,
    ]
    if (!hasDemand) return [...visit, random.pick(['无', '否']), ...Array.from({ length: 14 }, () => null)]
    const current = random.chance(0.45) ? random.shuffle(branches).slice(0, random.chance(0.2) ? 2 : 1) : []
    const usual = random.chance(0.6) ? current : []
    const intended = [...new Set([...usual, ...random.shuffle(branches)])].slice(
      0,
      random.chance(0.6) ? 2 : 1,
    )
    const purpose = random.pick(entity.trade.purposes)
    return [
      ...visit,
      random.pick(['有', '有', '是']),
      amountCell(entity, random),
      random.pick([12, 12, 12, 24, 36, '12个月', '1年', '3年']),
      purpose,
      loanKindOf(entity, purpose, random),
      ...Array.from({ length: 5 }, () => random.pick(['是', '是', '是', '√'])),
      intended.join(random.pick(['、', '、', '、', '，', ';', '/'])),
      current.length === 0 ? random.pick(['无', null]) : current.join('、'),
      current.length === 0 ? '是' : '否',
      random.chance(0.12) ? random.pick(county.chains) : random.pick(['否', null]),
      random.pick(['是', '是', '同意']),
    ]
  }

  const visited = random.shuffle(registry.targets).slice(0, -6)
  const rows = visited.map((entity, i) => visitRow(entity, i < 150))
  const first = visited[40]
  const stopped = registry.dropped[0]
  if (first === undefined || stopped === undefined) throw new RangeError('too few entities')
  const faults: ((row: Row) => Row)[] = [
    ...[0, 1, 2, 3, 4, 0, 2, 3, 3, 4, 2, 3].map(nth => (row: Row) => row.with(at.criteria + nth, '否')),
    ...[1, 3, 3, 4].map(nth => (row: Row) => row.with(at.criteria + nth, '待核')),
    row => row.with(at.intended, branches.slice(0, 3).join('、')),
    row => row.with(at.intended, '澍岚村镇银行'),
    row => row.with(at.consent, '否'),
    row => row.with(at.amount, 0),
    row => row.with(at.amount, '1,000,000'),
    row => row.with(at.amount, '面议'),
  ]
  return random.shuffle([
    ...rows.map((row, i) => faults[i]?.(row) ?? (i === rows.length - 1 ? row.with(at.date, '年底前') : row)),
    visitRow(first, true),
    visitRow({ ...first, uscc: registry.strangerCode }, true),
    visitRow(stopped, false),
    ...Array.from({ length: 3 }, (): Row => []),
  ])
}

const unitOf = (place: string) =>
  place.endsWith('街道') ? `${place}办事处` : /[镇乡]$/.test(place) ? `${place}人民政府` : `${place}管委会`

function dateCell(county: County, random: Random): CellValue {
  const date = new Date(Date.parse(county.firstDay) + random.int(0, 15) * 86_400_000)
  const iso = date.toISOString().slice(0, 10)
  const [year = '', month, day] = iso.split('-')
  const texts = [iso, iso.replaceAll('-', '/'), `${year}年${Number(month)}月${Number(day)}日`]
  return random.chance(0.7) ? date : random.pick(texts)
}

/** A tenth to a half of a year's revenue, in steps a borrower would name. */
function amountCell(entity: Entity, random: Random): CellValue {
  const asked = 2 + random.next() * 4 + entity.revenue * (0.1 + random.next() * 0.4)
  const step = asked > 100 ? 10 : asked > 20 ? 5 : 0.5
  const amount = Math.min(1_000, Math.round(asked / step) * step)
  const draw = random.next()
  if (draw < 0.06) return `${amount}万元`
  if (draw < 0.1) return wide(String(amount))
  return draw < 0.2 ? String(amount) : amount
}

function loanKindOf(entity: Entity, purpose: string, random: Random): string {
  if (entity.kind !== 'enterprise') return random.pick(['经营性贷款', '个人经营性贷款', '流动资金贷款'])
  return /^(购置|技术改造|厂房)/.test(purpose) ? '固定资产贷款' : '流动资金贷款'
}
