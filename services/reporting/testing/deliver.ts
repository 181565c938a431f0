import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import type { CommitTable } from '#shared/commits/table.ts'
import type { Fate } from '#shared/queue/inbox.ts'
import type { Deps } from '../deps.ts'
import { reportingService } from '../handlers.ts'
import type { Told } from './history.ts'
import { type Counts, countsOf } from './recount.ts'
import { testDeps } from './service.ts'

/** As the queue does: what could not be handled now comes again. */
export const deliverTo = async (
  table: CommitTable,
  { name, data, envelope }: Told,
  deps: Deps = testDeps(table),
): Promise<Fate> => {
  for (let receive = 1; ; receive += 1) {
    const fate = await reportingService.handlers[name]?.(
      {
        name,
        data,
        envelope: {
          ...envelope,
          specversion: '1.0',
          source: 'test',
          type: name,
          subject: 'test',
          time: '2025-04-02T01:00:00.000Z',
          datacontenttype: 'application/json',
          data,
        },
        cause: { key: `event:${envelope.id}`, fingerprint: envelope.id },
        actor: { sub: 'system:reporting', org: 'system', role: 'system', region: '510000' },
      } as never,
      deps,
    ).catch((error: unknown) => {
      if (receive === 20) throw error
    })
    if (fate) return fate
  }
}

/** Every rollup row there is, as figures. */
export const rollupsIn = async (table: CommitTable): Promise<Counts> => {
  const scanned = await table.client.send(new ScanCommand({ TableName: table.name }))
  const rows = (scanned.Items ?? []).filter(({ pk }) => /^[RTB]#/.test(String(pk)))
  return countsOf(rows.map(({ pk, sk, ...figures }) => ({ pk, sk, figures })))
}
