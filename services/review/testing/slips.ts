import { dueAfterWorkingDays } from '#shared/domain/days.ts'
import { type Slip, type SlipEvent, type SlipFile, slipAggregate } from '../domain/slip.ts'
import { county } from './cases.ts'

export const slipFile = (more: Partial<SlipFile> = {}): SlipFile => ({
  slipId: 'SL-511702-0123456789ab',
  regionCode: county,
  source: 'enterprise',
  kind: 'parallel-approval',
  problem: '厂房没有不动产登记',
  proposal: '并联办理规划与不动产登记',
  departments: ['planning', 'housing'],
  workingDays: 10,
  due: dueAfterWorkingDays('2025-03-03', 10),
  openedBy: { org: 'township', sub: 'visitor' },
  openedOn: '2025-03-03',
  ...more,
})

export const opened = (more: Partial<SlipFile> = {}): SlipEvent => ({
  type: 'slip-opened',
  data: slipFile(more),
})

export const slipOf = (...events: readonly SlipEvent[]): Slip =>
  events.reduce(slipAggregate.evolve, slipAggregate.initial)
