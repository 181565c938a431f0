import type { ServiceName } from '#shared/service/declaration.ts'
import type { Called, Claims } from '#shared/testing/harness.ts'
import { application, enterprise } from '../support/story.ts'
import { names, type World } from './world.ts'

export const county = '511702'
export const bankIds = ['abc', 'bcm', 'ccb', 'dzb'] as const

export const as = (role: string, sub = role): Claims => ({ sub, role, region: county, org: `org-${sub}` })
export const asBank = (bankId: string): Claims => ({ ...as('bank', `bank-${bankId}`), bank: bankId })

/** Carries everything to its end, in order and without a mishap. */
export const settle = async ({ held, services }: World): Promise<void> => {
  for (let rounds = 0; ; rounds += 1) {
    if (rounds > 200) throw new Error('the quiet world does not come to rest')
    let moved = false
    for (const name of names) {
      const { streams, inboxes } = held.kept
      const records = (streams.get(name) ?? []).splice(0)
      if (records.length > 0 && (await services[name].relay(records)) !== undefined)
        throw new Error(`${name} did not carry its commits`)
      const messages = (inboxes.get(name) ?? []).splice(0)
      const back = messages.length > 0 ? await services[name].inbox(messages) : new Set<string>()
      inboxes.get(name)?.push(...messages.filter(({ id }) => back.has(String(id))))
      moved ||= records.length + messages.length > 0
    }
    if (!moved) return
  }
}

const done = async (call: Promise<Called>): Promise<Called['body']> => {
  const { status, text, body } = await call
  if (status >= 300) throw new Error(`${status} ${text}`)
  return body
}

const service = (world: World, name: ServiceName) => world.services[name].door

/**
 * A county with four banks and so many applications on a list that has just been signed: nothing has left review yet.
 * Silent banks are replaced, so that every way through the plan is open.
 */
export const signedCounty = async (world: World, applications: number): Promise<readonly string[]> => {
  const office = as('task-force')
  const [intake, review, matching] = [
    service(world, 'intake'),
    service(world, 'review'),
    service(world, 'matching'),
  ]
  await done(
    matching.call(office, 'PUT', `/matching/v1/policies/${county}`, {
      profile: 'national',
      pushRule: 'relation-first',
      maxInstitutions: 2,
      onSilence: 'next-bank',
      exposureWarningBp: 10_000,
    }),
  )
  for (const bankId of bankIds) {
    await done(
      matching.call(office, 'PUT', `/matching/v1/banks/${bankId}`, {
        name: `${bankId} 通川支行`,
        institution: { id: bankId, name: bankId },
        regionCodes: [county],
      }),
    )
    await done(
      matching.call(office, 'PUT', `/matching/v1/products/p-${bankId}`, {
        bankId,
        kind: 'loan',
        name: `${bankId} 流贷`,
        loanKinds: ['working-capital'],
        minAmountFen: 1_000_000,
        maxAmountFen: 1_000_000_000,
        maxTermMonths: 36,
        rateFromBp: 300,
        rateToBp: 450,
        collateral: ['credit'],
        validFrom: '2025-01-01',
      }),
    )
  }
  await settle(world)

  const applicationIds: string[] = []
  for (let number = 1; number <= applications; number += 1) {
    const listed = enterprise(number)
    await done(intake.call(office, 'POST', '/intake/v1/target-lists', listed))
    const wished = [0, 1].map(next => bankIds[(number + next) % bankIds.length] ?? '')
    const form = {
      ...application(listed.uscc, wished),
      consent: { agreed: true, givenOn: '2026-03-01' },
    }
    const { applicationId } = await done(intake.call(office, 'POST', '/intake/v1/applications', form))
    applicationIds.push(applicationId)
  }
  await settle(world)
  for (const applicationId of applicationIds) {
    const path = `/review/v1/cases/${applicationId}`
    const opinion = { outcome: 'pass', opinion: '同意' }
    // The chain is the region's: a level it does not ask for is refused, and that is no concern here.
    for (const [level, role] of [
      ['task-force', 'task-force'],
      ['bank', 'bank-reviewer'],
      ['leader', 'leader'],
    ] as const)
      await review.call(as(role), 'POST', `${path}/reviews`, { ...opinion, level })
    await done(
      review.call(as('industry-department'), 'POST', `${path}/confirmation`, {
        outcome: 'confirm',
        opinion: '属实',
      }),
    )
  }
  await settle(world)
  const { listId } = await done(
    review.call(as('task-force', 'drafter'), 'POST', '/review/v1/recommendation-lists', {
      regionCode: county,
      applicationIds,
    }),
  )
  await done(review.call(as('convener'), 'POST', `/review/v1/recommendation-lists/${listId}/sign-off`, {}))
  return applicationIds
}
