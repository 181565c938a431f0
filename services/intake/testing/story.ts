import { testSealer } from '#shared/keys/testing.ts'
import { startTestTable } from '#shared/testing/engine.ts'
import { type Claims, harness, silentLog } from '#shared/testing/harness.ts'
import type { Deps } from '../deps.ts'
import { intakeService } from '../handlers.ts'
import { form, report, uscc } from './given.ts'

export const platform: Claims = { sub: 'platform', role: 'platform', region: '510000' }
export const township: Claims = { sub: 'township', role: 'township', region: '511702104' }
export const neighbour: Claims = { sub: 'neighbour', role: 'township', region: '511702001' }
export const taskForce: Claims = { sub: 'task-force', role: 'task-force', region: '511702' }

const { values, source } = report()
/** One registry row as the platform sends it. */
export const target = (given: object = {}) => ({
  uscc,
  ...values,
  source,
  legalRepresentative: '陈某甲',
  phone: '19900000001',
  ...given,
})
export const visit = (given: object = {}) => ({
  uscc,
  visitedOn: '2026-03-01',
  method: 'on-site',
  unit: '某街道办事处',
  visitors: ['何某甲'],
  hasDemand: true,
  demand: { amountFen: 50_000_000 },
  ...given,
})
export const application = (given: object = {}) => ({ uscc, ...form(), ...given })

/** The service over a real engine, at noon of 2 March 2026 in Shanghai, with two banks known. */
export const openIntake = async () => {
  const { table, stop } = await startTestTable()
  const deps = {
    table,
    province: '51',
    clock: () => '2026-03-02T04:00:00.000Z',
    log: silentLog,
    sealer: testSealer(),
    // No test here leaves the table: the queue client is never called.
    sqs: {} as Deps['sqs'],
    // The file import's own tests bring a bucket.
    objects: {} as Deps['objects'],
  }
  const intake = harness<Deps>(intakeService, deps)
  for (const [bankId, name] of [
    ['icbc-tongchuan', '中国工商银行通川支行'],
    ['abc-tongchuan', '中国农业银行通川支行'],
  ] as const) {
    const institution = { institutionId: bankId.slice(0, 3), institutionName: name.slice(0, 6) }
    const bank = { bankId, name, ...institution, regionCodes: ['511702'], active: true }
    await intake.receive('bank-registered.v1', bank, `bank#${bankId}@1.0`)
  }
  return { intake, deps, table, stop }
}
