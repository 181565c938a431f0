import { expect, test } from 'vitest'
import { secretsAt, type WebhookState, webhook } from '../../domain/webhook.ts'
import { rotateSecret } from './decide.ts'

const now = '2026-03-02T01:00:00.000Z'
const secret = (fingerprint: string) => ({ fingerprint, sealed: `sealed ${fingerprint}` })
const active: WebhookState = {
  status: 'active',
  url: 'https://hooks.bank.example.cn/',
  signing: 'symmetric',
  secrets: [secret('one')],
}

const rotated = (state: WebhookState, overlapHours: number, fresh: string): WebhookState => {
  const decision = rotateSecret(state, overlapHours, secret(fresh), now)
  if (decision.kind !== 'accepted') throw new Error(`${fresh} was not taken`)
  return decision.events.reduce(webhook.evolve, state)
}
const signing = (state: WebhookState) =>
  state.status === 'none' ? [] : secretsAt(state, now).map(({ fingerprint }) => fingerprint)

test('E3 H3 a secret that leaked signs no more from the moment it is replaced', () => {
  expect(signing(rotated(active, 0, 'two'))).toEqual(['two'])
})

test('E3 H3 however many secrets count, one that replaces them all at once is taken', () => {
  const three = rotated(rotated(active, 24, 'two'), 24, 'three')
  expect(signing(three)).toEqual(['three', 'two', 'one'])
  expect(signing(rotated(three, 0, 'four'))).toEqual(['four'])
})
