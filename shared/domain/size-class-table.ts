/** X staff (persons), Y revenue and Z total assets (万元): the lower limits of one class. */
export type Limits = Readonly<{ X?: number; Y?: number; Z?: number }>

export type SizeRow = Readonly<{
  group: string
  label: string
  /** GB/T 4754-2017 prefixes, section letter first. */
  prefixes: readonly string[]
  /** Highest first; a row without limits is not classified by the standard. */
  limits?: Readonly<Record<'large' | 'medium' | 'small', Limits>>
}>

export type SizeTable = Readonly<{
  version: string
  effectiveFrom: string
  source: string
  rows: readonly SizeRow[]
}>

type Bounds = readonly [large: number, medium: number, small: number]
type Columns = Readonly<{ X?: Bounds; Y?: Bounds; Z?: Bounds }>

function row(group: string, label: string, prefixes: string, columns: Columns): SizeRow {
  const at = (i: 0 | 1 | 2): Limits =>
    Object.fromEntries(Object.entries(columns).map(([indicator, bounds]) => [indicator, bounds[i]]))
  return {
    group,
    label,
    prefixes: prefixes.split(' '),
    limits: { large: at(0), medium: at(1), small: at(2) },
  }
}

/** 工信部联企业〔2011〕300号 with the codes of 国统字〔2017〕213号; amounts in 万元. */
const table2011: SizeTable = {
  version: 'gxblqy-2011-300+gtz-2017-213',
  effectiveFrom: '2011-06-18',
  source: '工信部联企业〔2011〕300号；国统字〔2017〕213号',
  rows: [
    row('agriculture', '农、林、牧、渔业', 'A', { Y: [20_000, 500, 50] }),
    row('industry', '工业', 'B C D', { X: [1_000, 300, 20], Y: [40_000, 2_000, 300] }),
    row('construction', '建筑业', 'E', { Y: [80_000, 6_000, 300], Z: [80_000, 5_000, 300] }),
    row('wholesale', '批发业', 'F51', { X: [200, 20, 5], Y: [40_000, 5_000, 1_000] }),
    row('retail', '零售业', 'F52', { X: [300, 50, 10], Y: [20_000, 500, 100] }),
    row('transport', '交通运输业', 'G54 G55 G56 G57 G58 G591', {
      X: [1_000, 300, 20],
      Y: [30_000, 3_000, 200],
    }),
    row('storage', '仓储业', 'G59', { X: [200, 100, 20], Y: [30_000, 1_000, 100] }),
    row('post', '邮政业', 'G60', { X: [1_000, 300, 20], Y: [30_000, 2_000, 100] }),
    row('accommodation', '住宿业', 'H61', { X: [300, 100, 10], Y: [10_000, 2_000, 100] }),
    row('catering', '餐饮业', 'H62', { X: [300, 100, 10], Y: [10_000, 2_000, 100] }),
    row('telecom', '信息传输业', 'I63 I64', { X: [2_000, 100, 10], Y: [100_000, 1_000, 100] }),
    row('software', '软件和信息技术服务业', 'I65', { X: [300, 100, 10], Y: [10_000, 1_000, 50] }),
    row('real-estate', '房地产开发经营', 'K7010', { Y: [200_000, 1_000, 100], Z: [10_000, 5_000, 2_000] }),
    row('property-management', '物业管理', 'K702', { X: [1_000, 300, 100], Y: [5_000, 1_000, 500] }),
    row('leasing-business', '租赁和商务服务业', 'L', { X: [300, 100, 10], Z: [120_000, 8_000, 100] }),
    row('other', '其他未列明行业', 'M N O Q85 R K703 K709', { X: [300, 100, 10] }),
    {
      group: 'unclassified',
      label: '不适用划型标准的行业',
      prefixes: ['G53', 'J', 'K704', 'P', 'Q84', 'S', 'T'],
    },
  ],
}

/** Oldest first. */
export const sizeTables: readonly [SizeTable, ...SizeTable[]] = [table2011]

/** The table in force on a day, the newest without one; a day before the first table reads the first. */
export function sizeTableOn(day?: string): SizeTable {
  return sizeTables.findLast(table => day === undefined || table.effectiveFrom <= day) ?? sizeTables[0]
}

/** Longest prefix first; undefined when the code is too short to tell (59 holds both 591 and 592). */
export function sizeRowOf(table: SizeTable, code: string): SizeRow | undefined {
  const pairs = table.rows.flatMap(r => r.prefixes.map(prefix => ({ prefix, row: r })))
  const within = pairs
    .filter(p => code.startsWith(p.prefix))
    .sort((a, b) => b.prefix.length - a.prefix.length)
  const finer = new Set(pairs.filter(p => p.prefix.startsWith(code) && p.prefix !== code).map(p => p.row))
  if (finer.size === 0) return within[0]?.row
  const [only] = finer
  return finer.size === 1 && within.length === 0 ? only : undefined
}
