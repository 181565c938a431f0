import fc from 'fast-check'
import { expect, test } from 'vitest'
import { effectivePolicy, type PolicyVersion } from '#shared/domain/policy.ts'
import { policyBook } from '../../domain/policy.ts'
import { notePolicy } from './decide.ts'

const versions: readonly PolicyVersion[] = [
  { version: 1, effectiveFrom: '2026-01-01', setting: { profile: 'tongchuan' } },
  { version: 2, effectiveFrom: '2026-03-10', setting: { mediumEnterprises: 'yes' } },
  { version: 3, effectiveFrom: '2026-02-01', setting: { mediumEnterprises: 'no' } },
].map(each => ({ ...each, regionCode: '511702' }) as PolicyVersion)

test('A1 every version of a policy is kept once, in whatever order and however often it arrives', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...versions)), arrivals => {
      const all = [...arrivals, ...versions]
      const { history } = all.reduce((state, version) => {
        const decision = notePolicy(state, version)
        return decision.kind === 'accepted' ? decision.events.reduce(policyBook.evolve, state) : state
      }, policyBook.initial)
      expect(history).toHaveLength(versions.length)
      const on = (day: string) => effectivePolicy([history], day).policy.mediumEnterprises
      expect([on('2026-01-15'), on('2026-02-15'), on('2026-03-10')]).toEqual(['renewal', 'no', 'yes'])
    }),
  )
})
