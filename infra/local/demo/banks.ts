import { readFileSync } from 'node:fs'
import { sha256 } from '#shared/domain/canonical.ts'
import type { VisitRow } from './workbook.ts'

export type DemoBank = {
  readonly bankId: string
  readonly institutionId: string
  readonly institution: string
  readonly branch: string
}

const shipped = JSON.parse(
  readFileSync(new URL('../../../samples/banks.json', import.meta.url), 'utf8'),
) as Record<string, readonly DemoBank[]>

/** Names that stand for the same bank: legal form, blanks and the long form of 邮储 make no difference. */
const plain = (name: string): string =>
  name
    .replaceAll(/\s|股份有限公司|有限责任公司|有限公司/g, '')
    .replace('邮政储蓄', '邮储')
    .replace(/^中国(?=.{2,}银行)/, '')

const institutionPattern = /^.*?(银行|信用合作联社|信用社|农商行)/

const derived = (name: string): DemoBank => {
  const institution = institutionPattern.exec(name)?.[0] ?? name
  const id = (text: string) => sha256(plain(text)).slice(0, 8)
  return {
    bankId: `bank-${id(institution)}-${id(name)}`,
    institutionId: `bank-${id(institution)}`,
    institution,
    branch: name,
  }
}

const namedBanks = (visits: readonly VisitRow[]): readonly string[] =>
  [
    ...new Set(visits.flatMap(({ intendedBanks, currentBanks }) => [...intendedBanks, ...currentBanks])),
  ].filter(name => institutionPattern.test(name))

/** The county's banks: the shipped directory where there is one, else the banks that its visits name. */
export const banksOf = (county: string, visits: readonly VisitRow[]): readonly DemoBank[] => {
  const directory = shipped[county]
  if (directory) return directory
  const byName = new Map(namedBanks(visits).map(name => [plain(name), derived(name)]))
  return [...byName.values()].sort((a, b) => (a.bankId < b.bankId ? -1 : 1))
}

/** Finds a bank by what an official wrote: the branch, or the institution alone. Unknown names give an id that no bank has. */
export const bankIdOf = (banks: readonly DemoBank[], name: string): string => {
  const wanted = plain(name)
  const found =
    banks.find(({ branch }) => plain(branch) === wanted) ??
    banks.find(({ institution }) => plain(institution) === wanted)
  return found?.bankId ?? `unknown-${sha256(wanted).slice(0, 8)}`
}
