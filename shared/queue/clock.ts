import type { Log } from '#shared/observability/log.ts'

/** What a schedule sends to its function. */
export type ScheduleInput = { readonly schedule: string }

export type ScheduleHandlers<D> = { readonly [schedule: string]: (deps: D) => Promise<void> }

/** Runs the use case of the schedule; an unknown name is an error of the deployment and is raised. */
export const clockHandler =
  <D>(handlers: ScheduleHandlers<D>, deps: D, log: Log) =>
  async (input: ScheduleInput): Promise<void> => {
    const run = handlers[input.schedule]
    if (!run) throw new Error(`no use case for schedule ${input.schedule}`)
    log.info('时钟触发', { schedule: input.schedule })
    await run(deps)
  }
