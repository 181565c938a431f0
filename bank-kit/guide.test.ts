import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bankGuide, bankGuidePath } from '../scripts/docs/bank-guide.ts'
import { refusalReasonLabels } from '../services/bank-gateway/domain/ledger-fields.ts'
import { feedbackTypes } from '../services/bank-gateway/domain/transitions.ts'
import { feedbackSchema } from '../services/bank-gateway/use-cases/feed-back/body.ts'
import { offListBodySchema } from '../services/bank-gateway/use-cases/record-off-list-credit/body.ts'
import { faults } from './simulate/faults.ts'

const root = join(import.meta.dirname, '..')
const guide = readFileSync(join(root, bankGuidePath), 'utf8')

test('E3 what the guide shows is what was run: state table and snippets equal their files (`npm run docs`)', () => {
  expect(guide).toBe(bankGuide(root))
  const included = [...guide.matchAll(/<!-- include (\S+) -->/g)].map(([, name]) => name)
  expect(included).toEqual([
    'bank-kit/snippets/first-referral.sh',
    'states',
    'bank-kit/snippets/verify-webhook.ts',
    'bank-kit/snippets/verify_webhook.py',
    'bank-kit/snippets/VerifyWebhook.java',
    'bank-kit/snippets/verify-webhook-p256.ts',
    'bank-kit/snippets/VerifyWebhookP256.java',
    'bank-kit/snippets/verify-webhook-sm2.ts',
    'bank-kit/snippets/VerifyWebhookSm2.java',
  ])
})

test('E3 every feedback has an example in the guide, and the platform takes each as it stands', () => {
  const block = /```json\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''
  const examples = block
    .trim()
    .split(/\n(?=\{)/)
    .map(text => JSON.parse(text) as { type: string })
  for (const example of examples)
    expect(feedbackSchema.safeParse(example).error, example.type).toBeUndefined()
  expect(examples.map(({ type }) => type)).toEqual(feedbackTypes)
})

test('D7 the off-list credit of the guide is taken as it stands', () => {
  const [, example = ''] = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(([, found]) => found)
  expect(offListBodySchema.safeParse(JSON.parse(example)).error).toBeUndefined()
})

test('E2 the guide names every reason for a refusal; and every fault that the simulator plays', () => {
  for (const [code, label] of Object.entries(refusalReasonLabels))
    expect(guide).toContain(`\`${code}\` ${label}`)
  for (const fault of faults) expect(guide).toContain(`\`${fault}\``)
})
