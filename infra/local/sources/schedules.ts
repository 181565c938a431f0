import { randomUUID } from 'node:crypto'
import type { ScheduleSpec } from '../assembly/schedules.ts'
import type { Invocation } from '../lambda/instance.ts'

export type Schedules = {
  /** Runs at once what is known by this name: a rule, its logical id, the function or the `schedule` of the input. */
  readonly run: (name: string) => Promise<void>
  readonly stop: () => void
}

const eventOf = (spec: ScheduleSpec, region: string, account: string): unknown =>
  spec.input ?? {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account,
    time: `${new Date().toISOString().slice(0, 19)}Z`,
    region,
    resources: [spec.arn],
    detail: {},
  }

const namesOf = (spec: ScheduleSpec): readonly unknown[] => [
  spec.name,
  spec.id,
  spec.fn.name,
  (spec.input as { schedule?: unknown } | undefined)?.schedule,
]

/** The rules of the template, each on its own clock from the start of the runtime on. */
export const startSchedules = (options: {
  readonly specs: readonly ScheduleSpec[]
  readonly region: string
  readonly account: string
  readonly invoke: (functionName: string, event: unknown) => Promise<Invocation>
  readonly log: (line: string) => void
}): Schedules => {
  const { specs, region, account, invoke, log } = options
  const run = async (spec: ScheduleSpec): Promise<void> => {
    const invocation = await invoke(spec.fn.name, eventOf(spec, region, account))
    if (!invocation.ok) throw new Error(`时间表 ${spec.name} 运行失败：${invocation.error.errorMessage}`)
  }
  const timers = specs.map(spec =>
    setInterval(() => {
      run(spec).catch(error => log(String(error)))
    }, spec.everyMs),
  )
  return {
    run: async name => {
      const chosen = specs.filter(spec => namesOf(spec).includes(name))
      if (chosen.length === 0) throw new Error(`没有时间表 ${name}`)
      for (const spec of chosen) await run(spec)
    },
    stop: () => {
      for (const timer of timers) clearInterval(timer)
    },
  }
}
