import type { OffListBody } from '../use-cases/record-off-list-credit/body.ts'
import type { OffListGround } from '../use-cases/record-off-list-credit/decide.ts'
import { bodies } from './feedback.ts'
import { dispatched } from './referral.ts'

/** Credit to an invented shop of 达州市通川区 that stands on no list. */
export const offListBody: OffListBody = {
  reference: '通川授信（2026）第18号',
  uscc: '92511702MA6A000231',
  name: '通川区凤凰山茶叶店',
  regionCode: '511702',
  entityKind: 'individual-business',
  sizeClass: 'micro',
  decidedOn: '2026-03-20',
  grant: bodies.granted.grant,
  drawnFen: 10_000_000,
}

export const offListGround: OffListGround = {
  bankId: dispatched.bankId,
  institutionId: dispatched.institutionId,
  province: '51',
  today: '2026-03-31',
}
