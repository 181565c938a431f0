import type { View } from '#shared/commits/table.ts'
import { sha256 } from '#shared/domain/canonical.ts'
import { consentEndsOn } from './consent.ts'
import { type KnownEntity, liveApplication } from './entity.ts'
import { calledBack, wantsVisit } from './renewal.ts'
import { off } from './rows.ts'

const shards = ['0', '1', '2', '3', '4', '5', '6', '7'] as const
const shardOf = (uscc: string): string => shards[Number.parseInt(sha256(uscc).slice(0, 8), 16) % 8] ?? '0'

/** Eight lists each for the whole province, so that no single key carries all of them; in the order of the day. */
export const maturingLists = shards.map(shard => `maturing#${shard}`)
export const endingConsentLists = shards.map(shard => `consents-ending#${shard}`)

/** Loans that ask for a visit: the clock plans it once their day is near (B12). */
export const maturingViews = (entity: KnownEntity): readonly View[] =>
  entity.renewals.map((loan, at) => {
    const { uscc } = entity
    const { bankId, maturesOn } = loan
    const name = `maturing-${at + 1}`
    if (entity.status !== 'listed' || loan.gone || !wantsVisit(entity, loan)) return off(name)
    const list = { pk: `maturing#${shardOf(uscc)}`, sk: `${maturesOn}#${uscc}#${bankId}` }
    const again = calledBack(entity, loan)
    return { name, list, data: { uscc, bankId, maturesOn, ...(again ? { again } : {}) } }
  })

/** Live applications whose consent has a last day: the clock ends them after it (B5). */
export const endingConsentViews = (entity: KnownEntity): readonly View[] => {
  if (!entity.consents.some(({ until }) => until)) return []
  const live = liveApplication(entity)
  const until = live && consentEndsOn(entity, live)
  if (!live || until === undefined) return [off('consent-ending')]
  const { uscc } = entity
  return [
    {
      name: 'consent-ending',
      list: { pk: `consents-ending#${shardOf(uscc)}`, sk: `${until}#${uscc}` },
      data: { uscc, until },
    },
  ]
}
