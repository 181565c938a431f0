import type { ApplicationProfile } from '#shared/contracts/parts.ts'

/** C8, C9: what stops an application for a person to look at. */
export const blockKindLabels = {
  'hidden-government-debt': '地方政府隐性债务主体',
  'forbidden-industry': '国家禁止的行业',
  'restricted-industry': '国家限制的行业',
  'forbidden-use': '国家禁止或限制的用途',
  'abnormal-intermediary': '异常中介',
} as const
export type BlockKind = keyof typeof blockKindLabels

/** What an entry matches by. */
type Subject =
  | { readonly kind: 'hidden-government-debt'; readonly uscc: string }
  | { readonly kind: 'forbidden-industry' | 'restricted-industry'; readonly industryPrefix: string }
  | { readonly kind: 'forbidden-use'; readonly word: string }
  | {
      readonly kind: 'abnormal-intermediary'
      readonly name: string
      readonly uscc?: string | undefined
      /** Compared as it is shown: two numbers may look alike, so a person decides (C9, H3). */
      readonly maskedPhone?: string | undefined
    }

export type BlockEntry = Subject & {
  /** Document, register or notice that the entry comes from. */
  readonly source: string
  readonly validFrom: string
  /** Last day; absent while it goes on. */
  readonly validUntil?: string | undefined
}

export type Block = BlockEntry & { readonly blockId: string; readonly regionCode: string }

export type BlockMatch = {
  readonly blockId: string
  readonly regionCode: string
  readonly kind: BlockKind
  readonly source: string
  /** Chinese; what of the application met which entry. */
  readonly ground: string
}

const digitsOf = (code: string): string => code.replace(/^[A-T]/, '')

const groundOf = (block: Block, profile: ApplicationProfile): string | undefined => {
  switch (block.kind) {
    case 'hidden-government-debt':
      return block.uscc === profile.uscc ? `统一社会信用代码 ${block.uscc} 在名单之内` : undefined
    case 'forbidden-industry':
    case 'restricted-industry':
      return digitsOf(profile.industryCode).startsWith(digitsOf(block.industryPrefix))
        ? `行业代码 ${profile.industryCode} 属于 ${block.industryPrefix}`
        : undefined
    case 'forbidden-use':
      return profile.demand.purpose.includes(block.word) ? `贷款用途含“${block.word}”` : undefined
    case 'abnormal-intermediary': {
      const { name, uscc, maskedPhone } = block
      const named = profile.intermediary
      if (named?.name === name || (uscc !== undefined && named?.uscc === uscc))
        return `中介机构即名单所列“${name}”`
      if (maskedPhone !== undefined && named?.maskedPhone === maskedPhone)
        return `中介机构“${named.name}”的手机号 ${maskedPhone} 与名单所列“${name}”相同，请核对`
      if (profile.name === name || profile.uscc === uscc) return `申请人即名单所列“${name}”`
      const { purpose } = profile.demand
      return purpose.includes(name) || (uscc !== undefined && purpose.includes(uscc))
        ? `贷款用途提及名单所列“${name}”`
        : undefined
    }
  }
}

const isInForce = ({ validFrom, validUntil }: Block, on: string): boolean =>
  validFrom <= on && (validUntil === undefined || on <= validUntil)

/** C8, C9: every entry in force that the application meets. */
export const matchesOf = (
  blocks: readonly Block[],
  profile: ApplicationProfile,
  on: string,
): readonly BlockMatch[] =>
  blocks
    .filter(block => isInForce(block, on))
    .flatMap(block => {
      const ground = groundOf(block, profile)
      const { blockId, regionCode, kind, source } = block
      return ground === undefined ? [] : [{ blockId, regionCode, kind, source, ground }]
    })

/** What no person has looked at and let go yet: a release holds for its entries, not for later ones. */
export const notReleased = (
  { releases }: { readonly releases: readonly { readonly blockIds: readonly string[] }[] },
  matches: readonly BlockMatch[],
): readonly BlockMatch[] =>
  matches.filter(({ blockId }) => !releases.some(({ blockIds }) => blockIds.includes(blockId)))
