import { afterEach, expect, test, vi } from 'vitest'
import type { Bank, Reply } from '../client.ts'
import type { Message } from '../messages.ts'
import { findingOf } from '../verdict.ts'
import { lateChecks, take } from './queue.ts'

afterEach(() => void vi.useRealTimers())

type Lying = { readonly id: string; free: number; receives: number; receipt: string; gone?: boolean }

type Asked = {
  readonly max: number
  readonly visibilitySeconds: number
  readonly receipts: readonly string[]
}

/** A queue with so many messages; what is free longest is shown first. */
const bankWith = (count: number) => {
  const lying: Lying[] = Array.from({ length: count }, (_, n) => ({
    ...{ id: `push-${n}`, free: n - count, receives: 0, receipt: '' },
  }))
  const reply = (body: Reply['body'], status = 200): Reply => ({ status, text: JSON.stringify(body), body })
  const lend = (one: Lying, seconds: number): string => {
    one.free = Date.now() + seconds * 1000
    one.receipt = `${one.id}/${one.free}`
    return one.receipt
  }
  const held = (receipt: string) =>
    lying.find(one => one.receipt === receipt && (one.gone === true || one.free > Date.now()))
  const answers: Record<string, (asked: Asked) => Reply> = {
    receive: ({ max, visibilitySeconds }) => {
      const free = lying.filter(one => one.gone !== true && one.free <= Date.now())
      const messages = free
        .sort((a, b) => a.free - b.free)
        .slice(0, max)
        .map(one => {
          one.receives += 1
          const event = { id: one.id, type: 'referral-offered.v1', data: { referralId: one.id } }
          return { receipt: lend(one, visibilitySeconds), receives: one.receives, event }
        })
      return reply({ messages })
    },
    extend: ({ receipts, visibilitySeconds }) =>
      reply({
        results: receipts.map(receipt => {
          const one = held(receipt)
          return { receipt, extended: one !== undefined, newReceipt: one && lend(one, visibilitySeconds) }
        }),
      }),
    acknowledge: ({ receipts }) => {
      if (receipts.length > 10) return reply({ code: 'validation-failed' }, 422)
      return reply({
        results: receipts.map(receipt => {
          const one = held(receipt)
          if (one) one.gone = true
          return { receipt, acknowledged: one !== undefined, ...(one ? {} : { detail: '已过期' }) }
        }),
      })
    },
  }
  const bank: Bank = {
    get: async () => reply({}),
    put: async () => reply({}),
    bare: async () => reply({}),
    post: async (path, body) => answers[path.split('/').at(-1) ?? '']?.(body as Asked) ?? reply({}, 404),
  }
  return {
    bank,
    left: () => lying.filter(({ gone }) => gone !== true).length,
    free: () => lying.filter(one => one.gone !== true && one.free <= Date.now()).length,
  }
}

const outcomesWith = async (count: number) => {
  vi.useFakeTimers()
  const { bank, left, free } = bankWith(count)
  const taken = await take(bank)
  const third = taken.messages[2] as Message
  await bank.post('/bank/v1/referrals/acknowledge', { receipts: [third.receipt] })
  await vi.advanceTimersByTimeAsync(20_000)
  const findings = []
  for (const check of lateChecks(bank, taken)) findings.push(await findingOf(check))
  // What was only looked at is back for the bank a little later.
  await vi.advanceTimersByTimeAsync(11_000)
  return { left: left(), free: free(), seen: findings.map(({ outcome, seen }) => `${outcome} ${seen}`) }
}

const passed = ['pass 第 2 次领取', 'pass 未再出现', 'pass 未重现，已确认', 'pass false 并说明原因']

test('E3 what comes back is found in a short queue', async () => {
  expect(await outcomesWith(4)).toEqual({ left: 0, free: 0, seen: passed })
})

test('E3 what comes back is found behind fifty others, and none of those is acknowledged unworked', async () => {
  expect(await outcomesWith(60)).toEqual({ left: 50, free: 50, seen: passed })
})
