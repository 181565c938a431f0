import type { SQSClient } from '@aws-sdk/client-sqs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Envelope } from '#shared/contracts/events.ts'
import { sendAll } from './send.ts'

/** A queue that keeps what it is sent. */
const queue = () => {
  const batches: string[][] = []
  const sqs = {
    send: async ({ input }: { input: { Entries: readonly { Id: string; MessageBody: string }[] } }) => {
      expect(new Set(input.Entries.map(({ Id }) => Id)).size).toBe(input.Entries.length)
      batches.push(input.Entries.map(({ MessageBody }) => MessageBody))
      return {}
    },
  } as unknown as SQSClient
  return { sqs, batches }
}

test('H4 a name with characters that a queue does not take travels by number and arrives as it was', async () => {
  const { sqs, batches } = queue()
  const envelope = { data: { name: '\u{20BB7}·\uFFFF\uFFFE\u0007\uD800有限公司\n' } } as unknown as Envelope
  await sendAll(sqs, 'queue', [envelope])
  const [body = ''] = batches.flat()
  expect(body).toMatch(/^[\x20-\uD7FF\uE000-\uFFFD]*$/)
  expect(JSON.parse(body)).toEqual(envelope)
})

test('whatever is sent arrives once and in order, ten at once at most, and never more bytes than a queue takes', async () => {
  const sizes = fc.array(fc.oneof(fc.nat(200), fc.nat(90_000)), { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(sizes, async lengths => {
      const { sqs, batches } = queue()
      const envelopes = lengths.map((length, id) => ({ id, data: '字'.repeat(length) }))
      await sendAll(sqs, 'queue', envelopes as unknown as Envelope[])
      expect(batches.flat().map(body => JSON.parse(body))).toEqual(envelopes)
      for (const batch of batches) {
        expect(batch.length).toBeLessThanOrEqual(10)
        const bytes = batch.reduce((sum, body) => sum + Buffer.byteLength(body), 0)
        expect(batch.length === 1 || bytes <= 262_144).toBe(true)
      }
    }),
  )
})
