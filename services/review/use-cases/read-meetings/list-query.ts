import * as z from 'zod'
import { outside } from '#shared/http/caller.ts'
import { endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { meetingListKey } from '../../domain/meeting.ts'
import { pageOf, pageQuery, pageResult } from '../../paged.ts'
import { service } from '../../service.ts'
import { listRegion, meetingRow } from './shapes.ts'

/** Lists the meetings of a region and its subtree, latest first (A5). */
export const listMeetings = endpoint<Deps>()(service.routes.listMeetings, {
  query: z.strictObject({ region: listRegion, ...pageQuery }),
  result: pageResult(meetingRow, '会议，近者在前'),
  run: async ({ query: { region, ...page }, caller }, { table }) => {
    const away = outside(caller, region)
    if (away) return refused(away)
    return await pageOf(table, { pk: meetingListKey(region), newestFirst: true, ...page }, meetingRow)
  },
})
