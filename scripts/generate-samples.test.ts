import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import type { RegistryRow, VisitRow } from '#infra/local/demo/workbook.ts'
import { loadCountyInput } from '#infra/local/demo/workbook-load.ts'
import { isTargetKind } from '#shared/domain/entity-kind.ts'
import { findIndustry } from '#shared/domain/industry.ts'
import { maxDemandFen } from '#shared/domain/money.ts'
import { countyOf } from '#shared/domain/regions.ts'
import { classify } from '#shared/domain/size-class.ts'
import { findPlace } from '#shared/domain/townships.ts'
import { checkUscc } from '#shared/domain/uscc.ts'
import { sampleWorkbook } from './generate-samples.ts'
import { type County, counties } from './samples/counties.ts'

const folder = resolve(import.meta.dirname, '../samples')
const readme = readFileSync(resolve(folder, 'README.md'), 'utf8')

/** The figures that the README states, by the label of the row. */
const stated = (column: number) =>
  Object.fromEntries(
    readme
      .split('\n')
      .map(line => line.split('|').map(part => part.trim()))
      .filter(parts => /^[\d,.]+$/.test(parts[2] ?? ''))
      .map(parts => [parts[1], Number(parts[column + 2]?.replaceAll(',', ''))]),
  )

const isAbnormal = (row: RegistryRow) => /吊销|注销|经营异常|歇业|停业/.test(row.registrationStatus)
const sizeOf = ({ industryCode, staff, revenueFen, assetsFen }: RegistryRow) =>
  classify({ industryCode, staff, revenueFen, assetsFen }).sizeClass
const isTarget = (row: RegistryRow) =>
  isTargetKind({ kind: row.kind, sizeClass: sizeOf(row) }, { includeMedium: false })
const findings = (visit: VisitRow) => Object.values(visit.criteria)
const isAbsurd = ({ amountFen }: VisitRow) => amountFen === 0 || (amountFen ?? 0) >= maxDemandFen

async function recount(county: County) {
  const path = resolve(folder, county.file)
  const read = await loadCountyInput(path)
  if (!read.ok) throw new Error(read.problem.detail)
  const { registry, visits, problems } = read
  const raw = await readXlsx(readFileSync(path))
  const rawRows = (nth: number) => raw.sheets[nth]?.rows.slice(1) ?? []
  const blank = (nth: number) => rawRows(nth).filter(cells => cells.every(cell => cell === null)).length
  const unread = (sheet: string) => new Set(problems.filter(p => p.sheet === sheet).map(p => p.row)).size

  const checked = registry.map(row => ({ ...row, check: checkUscc(row.uscc) }))
  const withOutcome = (outcome: string) => checked.filter(row => row.check.outcome === outcome)
  const isHere = (row: RegistryRow) =>
    findPlace(row.region) !== undefined && countyOf(row.region) === county.code
  const sound = withOutcome('valid').filter(row => !isAbnormal(row) && isHere(row))
  const targets = new Set(sound.filter(isTarget).map(row => row.check.code))
  const listed = new Set(checked.map(row => row.check.code))

  const asked = visits.filter(visit => visit.hasDemand)
  const branches = new Set(county.banks.map(bank => bank.branch))
  const stranger = asked.filter(visit => !branches.has(visit.intendedBanks[0] ?? ''))
  const declarable = asked.filter(
    visit =>
      targets.has(checkUscc(visit.uscc).code) &&
      findings(visit).every(finding => finding === 'met') &&
      visit.intendedBanks.length <= 2 &&
      visit.intendedBanks.every(bank => branches.has(bank)) &&
      visit.consent === true &&
      !isAbsurd(visit),
  )
  const once = [...Map.groupBy(declarable, visit => visit.uscc).values()]
  return {
    名录有数据的行: rawRows(0).length - blank(0),
    名录空行: blank(0),
    名录无法读取的行: unread('名录'),
    疑似身份证号: withOutcome('suspected-id-number').length,
    校验不通过: withOutcome('invalid').length,
    '早期赋码（第18位不符）': withOutcome('legacy').length,
    '全角、小写或夹空格的代码（不含重复行）': rawRows(0).filter(([cell], _nth, all) => {
      const text = String(cell ?? '')
      const same = all.filter(([other]) => checkUscc(String(other ?? '')).code === checkUscc(text).code)
      return /[^0-9A-Z]/.test(text) && checkUscc(text).code !== undefined && same.length === 1
    }).length,
    登记状态异常: checked.filter(isAbnormal).length,
    '重复行（同一代码第二次起）':
      withOutcome('valid').length - new Set(withOutcome('valid').map(r => r.check.code)).size,
    区划不存在或属于邻县: checked.filter(row => !isHere(row)).length,
    中型企业: sound.filter(row => sizeOf(row) === 'medium').length,
    大型企业: sound.filter(row => sizeOf(row) === 'large').length,
    '走访目标（去重后）': targets.size,
    走访有数据的行: rawRows(1).length - blank(1),
    走访空行: blank(1),
    走访无法读取的行: unread('走访'),
    代码不在名录: visits.filter(visit => !listed.has(checkUscc(visit.uscc).code)).length,
    走访的是已剔除主体: visits.filter(
      v => listed.has(checkUscc(v.uscc).code) && !targets.has(checkUscc(v.uscc).code),
    ).length,
    '走访到的目标（去重后）': new Set(
      visits.map(v => checkUscc(v.uscc).code).filter(code => targets.has(code)),
    ).size,
    有融资需求的行: asked.length,
    '五项有“否”': asked.filter(visit => findings(visit).includes('not-met')).length,
    '五项有“待核”': asked.filter(visit => findings(visit).includes('to-be-checked')).length,
    意向银行三家: asked.filter(visit => visit.intendedBanks.length === 3).length,
    意向银行不在册: stranger.length,
    不同意推送: asked.filter(visit => visit.consent === false).length,
    '金额为 0 或畸高': asked.filter(isAbsurd).length,
    同一主体第二笔: declarable.length - once.length,
    应能申报的主体: once.length,
    '应能申报的金额（万元）': once.reduce((sum, [first]) => sum + (first?.amountFen ?? 0), 0) / 1_000_000,
  }
}

describe.each(counties.map((county, column) => ({ county, column, file: county.file })))(
  '$file',
  ({ county, column }) => {
    test('B1 B3 B4 what a recount finds is what samples/README.md states', async () => {
      expect(await recount(county)).toEqual(stated(column))
    })

    test('the committed workbook is what the generator makes', async () => {
      const [made, kept] = await Promise.all([
        readXlsx(await sampleWorkbook(county)),
        readXlsx(readFileSync(resolve(folder, county.file))),
      ])
      expect(made.sheets.map(sheet => [sheet.name, sheet.rows])).toEqual(
        kept.sheets.map(sheet => [sheet.name, sheet.rows]),
      )
    })

    test('industries and places are real, people and phones invented', async () => {
      const read = await loadCountyInput(resolve(folder, county.file))
      const rows = read.ok ? read.registry : []
      expect(
        rows.map(row => findIndustry(row.industryCode)?.known).filter(known => known !== 'class'),
      ).toEqual([])
      expect(
        rows.every(row => /^.某.$/.test(row.legalRepresentative) && /^1990000\d{4}$/.test(row.phone)),
      ).toBe(true)
      const named = rows.filter(row => countyOf(row.region) === county.code && findPlace(row.region))
      expect(named.filter(row => findPlace(row.region)?.name !== row.township)).toEqual([])
      expect(named.length).toBeGreaterThan(280)
    })
  },
)
