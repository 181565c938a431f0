import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import * as z from 'zod'

const bankSchema = z.object({
  bankId: z.string(),
  institutionId: z.string(),
  institution: z.string(),
  branch: z.string(),
})
const banks = z
  .record(z.string(), z.array(bankSchema))
  .parse(JSON.parse(readFileSync(resolve(import.meta.dirname, '../../samples/banks.json'), 'utf8')))

/** What differs between the two sample counties; the dirt planted is counted in samples/README.md. */
export type County = {
  file: string
  code: string
  seed: number
  prefixes: readonly string[]
  shortName: string
  chains: readonly string[]
  /** A township code of the neighbour county, and one that does not exist. */
  strayRegions: readonly string[]
  zones: readonly (readonly [code: string, name: string])[]
  firstDay: string
  entities: Readonly<
    Record<'enterprise' | 'individual-business' | 'farmers-cooperative' | 'family-farm', number>
  >
  banks: readonly z.infer<typeof bankSchema>[]
}

export const counties: readonly County[] = [
  {
    file: 'tongchuan-511702.xlsx',
    code: '511702',
    seed: 20_241_128,
    prefixes: ['达州市通川区', '达州', '四川'],
    shortName: '通川区',
    chains: ['农产品加工产业链', '智能装备产业链', '医药健康产业链'],
    strayRegions: ['511703001', '511702999'],
    zones: [
      ['G51170201', '莲湖景区'],
      ['G51170202', '经开区'],
    ],
    firstDay: '2024-11-29',
    entities: { enterprise: 142, 'individual-business': 82, 'farmers-cooperative': 22, 'family-farm': 18 },
    banks: banks['511702'] ?? [],
  },
  {
    file: 'xinyang-411525.xlsx',
    code: '411525',
    seed: 20_241_120,
    prefixes: ['固始县', '信阳', '河南'],
    shortName: '固始县',
    chains: ['绿色食品产业链', '纺织服装产业链', '现代家居产业链'],
    strayRegions: ['411526001', '411525999'],
    zones: [],
    firstDay: '2024-11-05',
    entities: { enterprise: 132, 'individual-business': 76, 'farmers-cooperative': 32, 'family-farm': 26 },
    banks: banks['411525'] ?? [],
  },
]
