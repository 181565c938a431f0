import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EventData } from '#shared/contracts/events.ts'
import { silentLog } from '#shared/testing/harness.ts'
import type { BankQueues } from '../../bank-queues.ts'
import { type Gateway, startGateway } from '../../testing/gateway.ts'
import { openBankQueue } from './on-event.ts'

let g: Gateway
beforeAll(async () => {
  g = await startGateway()
})
afterAll(async () => await g?.stop())

/** Words on one bank, handled by the real use case over a table; the queue's policy is what was admitted last. */
const desk = (bankId: string) => {
  const admitted: (string | undefined)[] = []
  const warned: string[] = []
  const held: { meanwhile?: () => Promise<unknown> } = {}
  const admit: BankQueues['admit'] = async (_id, principal) => {
    await held.meanwhile?.()
    admitted.push(principal)
    return principal === 'arn:aws-cn:iam::123456789012:role/gone' ? 'unusable' : 'closed'
  }
  const deps = {
    ...g.deps,
    bankQueues: { ...g.deps.bankQueues, admit },
    log: { ...silentLog, warn: (text: string) => warned.push(text) },
  }
  const said = (sequence: number, queuePrincipal?: string, active = true) => {
    const data: EventData<'bank-registered.v1'> = {
      ...{ bankId, name: '示范银行', institutionId: 'i', institutionName: '示范银行' },
      ...{ regionCodes: ['511702'], active },
      ...(queuePrincipal === undefined ? {} : { queuePrincipal }),
    }
    const id = `bank#${bankId}@${sequence}.0`
    return openBankQueue(
      {
        name: 'bank-registered.v1',
        data,
        envelope: { id, sequence } as never,
        cause: { key: `event:${id}`, fingerprint: String(sequence) },
        actor: { sub: 'system', org: 'system', role: 'system', region: '510000' },
      },
      deps,
    )
  }
  return { said, admitted, warned, held }
}

test('E3 the principal of the newest word may read the queue, in whatever order the words come', async () => {
  const { said, admitted } = desk('bank-order')
  expect(await said(2, '222222222222')).toEqual({ fate: 'done' })
  expect(await said(1, '111111111111')).toEqual({ fate: 'done' })
  expect(admitted).toEqual(['222222222222', '222222222222'])
  await said(3)
  expect(admitted.at(-1)).toBeUndefined()
})

test('E3 two words at once end with the newer one’s principal', async () => {
  const { said, admitted, held } = desk('bank-race')
  // The newer word comes, and is done, while the older one's policy is on its way to the queue.
  held.meanwhile = async () => {
    delete held.meanwhile
    await said(2, '222222222222')
  }
  await said(1, '111111111111')
  expect(admitted).toEqual(['222222222222', '111111111111', '222222222222'])
})

test('E3 a principal AWS does not know is logged and stops neither the queue nor the bank', async () => {
  const { said, warned } = desk('bank-gone')
  expect(await said(1, 'arn:aws-cn:iam::123456789012:role/gone')).toEqual({ fate: 'done' })
  expect(warned).toHaveLength(1)
  expect(await g.deps.bankQueues.urlOf('bank-gone')).toContain('bank-gone')
})

test('E3 a bank that is registered as inactive gets no queue, and its word is taken', async () => {
  const { said } = desk('bank-idle')
  expect(await said(1, '111111111111', false)).toEqual({ fate: 'done' })
  expect(await g.deps.bankQueues.urlOf('bank-idle')).toBeUndefined()
})
