import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventContracts } from '#shared/contracts/events.ts'
import type { Decision } from '#shared/domain/decision.ts'
import { noteRound } from '../use-cases/deliver-webhooks/decide.ts'
import { enableWebhook } from '../use-cases/enable-webhook/decide.ts'
import { rotateSecret } from '../use-cases/rotate-webhook-secret/decide.ts'
import { setWebhook } from '../use-cases/set-webhook/decide.ts'
import type { RefusalCode } from './refusals.ts'
import { secretsAt, type WebhookEvent, type WebhookState, webhook, webhookViews } from './webhook.ts'

const owner = { bankId: 'icbc-tongchuan', institutionId: 'icbc', regionCodes: ['511702'] }
const url = 'https://hooks.bank.example.cn/rongxie'
const start = Date.parse('2026-03-01T02:00:00.000Z')
const after = (hours: number) => new Date(start + hours * 3_600_000).toISOString()
const secret = (name: string) => ({ fingerprint: name, sealed: `sealed-${name}` })
const offered = ['symmetric', 'ecdsa-p256'] as const

type Decided = Decision<WebhookEvent, unknown, RefusalCode>
const eventsOf = (decision: Decided) => (decision.kind === 'accepted' ? decision.events : [])
const folded = (state: WebhookState, decision: Decided): WebhookState =>
  eventsOf(decision).reduce(webhook.evolve, state)
const codeOf = (decision: Decided) => (decision.kind === 'refused' ? decision.refusal.code : decision.kind)

const set = (state: WebhookState, more: object = {}, fresh = 'one', now = after(0)) =>
  setWebhook(
    state,
    { url, signing: 'symmetric', paused: false, ...more },
    { fresh: secret(fresh), offered, now },
  )
const none = webhook.initial
const active = folded(none, set(none))
const failed = { url, delivered: 0, failed: 3, gone: false, problem: '答复 500，须为 2xx' }
const through = { ...failed, delivered: 1 }
const round = (state: WebhookState, what: object, hours: number) =>
  noteRound(state, { ...failed, ...what }, owner, after(hours))

test('E3 the first registration makes a secret, the same again changes nothing', () => {
  expect(set(none)).toMatchObject({
    kind: 'accepted',
    result: { minted: 'one', standing: { state: 'active' } },
  })
  expect(set(active, {}, 'two')).toMatchObject({ kind: 'unchanged' })
  expect(set(active, {}, 'two')).not.toHaveProperty('result.minted')
  const moved = set(active, { url: `${url}/2` }, 'two')
  expect(moved).not.toHaveProperty('result.minted')
  expect(folded(active, moved)).toMatchObject({ url: `${url}/2`, secrets: [secret('one')] })
})

test('E3 another way of signing drops the secret, and coming back makes a new one', () => {
  const asymmetric = folded(active, set(active, { signing: 'ecdsa-p256' }))
  expect(asymmetric).toMatchObject({ signing: 'ecdsa-p256', secrets: [] })
  expect(codeOf(rotateSecret(asymmetric, 24, secret('x'), after(0)))).toBe('no-secret')
  expect(set(asymmetric, {}, 'three')).toMatchObject({ result: { minted: 'three' } })
  expect(codeOf(set(active, { signing: 'sm2' }))).toBe('signing-unavailable')
})

test('E3 a rotated secret signs beside the old one until the overlap ends', () => {
  const rotated = folded(active, rotateSecret(active, 24, secret('two'), after(0)))
  if (rotated.status === 'none') throw new Error('lost')
  const names = (now: string) => secretsAt(rotated, now).map(({ fingerprint }) => fingerprint)
  expect(names(after(23))).toEqual(['two', 'one'])
  expect(names(after(25))).toEqual(['two'])
  // Once more within the overlap: the oldest keeps the end it was promised.
  const again = folded(rotated, rotateSecret(rotated, 168, secret('three'), after(1)))
  if (again.status === 'none') throw new Error('lost')
  expect(again.secrets.map(({ fingerprint, until }) => [fingerprint, until])).toEqual([
    ['three', undefined],
    ['two', after(169)],
    ['one', after(24)],
  ])
  expect(codeOf(rotateSecret(again, 24, secret('four'), after(2)))).toBe('too-many-secrets')
  expect(codeOf(rotateSecret(again, 24, secret('four'), after(25)))).toBe('accepted')
  expect(codeOf(rotateSecret(none, 24, secret('x'), after(0)))).toBe('webhook-not-set')
})

test('E3 five days without one success switch it off, with an event that keeps its contract', () => {
  const failing = folded(active, round(active, {}, 1))
  expect(failing).toMatchObject({ status: 'active', failing: { since: after(1) } })
  expect(round(failing, {}, 1 + 5 * 24 - 0.1).kind).toBe('unchanged')
  const decision = round(failing, {}, 1 + 5 * 24)
  const [event] = eventsOf(decision)
  expect(event).toMatchObject({ type: 'webhook-disabled.v1', data: { ...owner, failingSince: after(1) } })
  expect(() => eventContracts['webhook-disabled.v1'].parse(event?.data)).not.toThrow()
  const disabled = folded(failing, decision)
  expect(disabled).toMatchObject({ status: 'disabled', disabled: { on: '2026-03-06' } })
  expect(round(disabled, {}, 500).kind).toBe('unchanged')
  expect(webhookViews(disabled, 'icbc-tongchuan')[0]).not.toHaveProperty('list')
  // A new address alone does not switch it on.
  expect(folded(disabled, set(disabled, { url: `${url}/2` })).status).toBe('disabled')
})

test('E3 one success clears the count, and the log keeps turns alone', () => {
  const failing = folded(active, round(active, {}, 1))
  expect(round(failing, {}, 2).kind).toBe('unchanged')
  const recovered = folded(failing, round(failing, through, 100))
  expect(recovered).not.toHaveProperty('failing')
  expect(round(recovered, through, 101).kind).toBe('unchanged')
  const anew = folded(recovered, round(recovered, {}, 110))
  expect(round(anew, {}, 122).kind).toBe('unchanged')
})

test('E3 410 switches it off at once; what was tried at an earlier address says nothing', () => {
  expect(folded(active, round(active, { gone: true }, 1))).toMatchObject({
    status: 'disabled',
    disabled: { reason: expect.stringContaining('410') },
  })
  expect(round(active, { gone: true, url: `${url}/old` }, 1).kind).toBe('unchanged')
})

test('E3 enabling starts the five days anew, tells the others, and is only for what was switched off', () => {
  const disabled = folded(active, round(active, { gone: true }, 1))
  const decision = enableWebhook(disabled, owner, after(30))
  const [event] = eventsOf(decision)
  expect(() => eventContracts['webhook-enabled.v1'].parse(event?.data)).not.toThrow()
  const enabled = folded(disabled, decision)
  expect(enabled).toMatchObject({ status: 'active' })
  expect(enabled).not.toHaveProperty('failing')
  expect(enabled).not.toHaveProperty('disabled')
  expect(codeOf(enableWebhook(active, owner, after(1)))).toBe('webhook-not-disabled')
  expect(codeOf(enableWebhook(none, owner, after(1)))).toBe('webhook-not-set')
})

test('E3 a paused webhook stands on no list and is asked by no round', () => {
  const paused = folded(active, set(active, { paused: true }))
  expect(webhookViews(paused, 'icbc-tongchuan')[0]).not.toHaveProperty('list')
  expect(round(paused, {}, 1).kind).toBe('unchanged')
  expect(folded(paused, set(paused)).status).toBe('active')
})

test('H3 after any history: at most three secrets sign, the newest is never ending, no answer holds a sealed one', () => {
  const step = fc.oneof(
    fc.record({
      do: fc.constant('set' as const),
      paused: fc.boolean(),
      signing: fc.constantFrom(...offered),
    }),
    fc.record({ do: fc.constant('rotate' as const), overlap: fc.integer({ min: 1, max: 168 }) }),
    fc.record({ do: fc.constant('round' as const), delivered: fc.boolean(), gone: fc.boolean() }),
    fc.record({ do: fc.constant('enable' as const) }),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(step, fc.integer({ min: 0, max: 80 })), { maxLength: 30 }), history => {
      let state: WebhookState = none
      let hours = 0
      let turn = 0
      const told: string[] = []
      for (const [what, wait] of history) {
        hours += wait
        turn += 1
        const fresh = secret(`s${turn}`)
        const now = after(hours)
        const decision: Decided =
          what.do === 'set'
            ? set(state, { paused: what.paused, signing: what.signing }, `s${turn}`, now)
            : what.do === 'rotate'
              ? rotateSecret(state, what.overlap, fresh, now)
              : what.do === 'enable'
                ? enableWebhook(state, owner, now)
                : round(state, { delivered: what.delivered ? 1 : 0, gone: what.gone }, hours)
        if (decision.kind === 'accepted') expect(JSON.stringify(decision.result)).not.toContain('sealed')
        for (const { type } of eventsOf(decision)) if (type.endsWith('.v1')) told.push(type)
        state = folded(state, decision)
        if (state.status === 'none') continue
        const signing = secretsAt(state, now)
        expect(signing.length).toBeLessThanOrEqual(3)
        expect(signing.length > 0).toBe(state.signing === 'symmetric')
        expect(state.secrets[0]?.until).toBeUndefined()
        expect(state.status === 'disabled').toBe(state.disabled !== undefined)
      }
      // Off and on are told in turns.
      told.forEach((type, index) => {
        expect(type).toBe(index % 2 === 0 ? 'webhook-disabled.v1' : 'webhook-enabled.v1')
      })
    }),
    { numRuns: 2000 },
  )
})
