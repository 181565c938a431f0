import data from './data/industries.json' with { type: 'json' }
import type { IndustryTable } from './industry-table.ts'

const table: IndustryTable = data

export type Industry = Readonly<{
  /** Digits only, two to four. */
  code: string
  name: string
  section: string
  sectionName: string
  known: 'class' | 'group' | 'division' | 'unknown-class'
  note?: string
}>

const levels = { 2: 'division', 3: 'group', 4: 'class' } as const

/** GB/T 4754-2017 by 'A0111', '0111' or a shorter code of two digits at least; undefined when there is none. */
export function findIndustry(raw: string): Industry | undefined {
  const text = raw.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
  const [, letter = '', code = ''] = /^([A-T]?)(\d{2,4})$/.exec(text) ?? []
  const section = table.divisions[code.slice(0, 2)]
  if (section === undefined || (letter !== '' && letter !== section)) return undefined
  const place = { code, section, sectionName: table.sections[section] ?? '' }
  const name = table.names[code]
  if (name !== undefined) return { ...place, name, known: levels[code.length as 2 | 3 | 4] }
  const group = code.slice(0, 3)
  const groupName = table.names[group]
  // The data holds 1,377 of the standard's classes, so a class it lacks is no error.
  if (groupName === undefined) return undefined
  const note = `行业小类${code}不在所用目录中，按中类${group}（${groupName}）处理`
  return { ...place, name: groupName, known: 'unknown-class', note }
}
