import { randomUUID } from 'node:crypto'
import { feedbackPath, referralPath } from '../messages.ts'
import { type Check, required, untestable } from '../verdict.ts'
import { answered, type Bench, check, pointedAt } from './bench.ts'

/** Who may call, and what is nobody else's business. */
export const rightsChecks = ({ bank, asked }: Bench): readonly Check[] => [
  check('A2', '没有令牌、令牌不对：401', async () => {
    answered(await bank.bare('GET', '/bank/v1/referrals'), 401)
    answered(await bank.bare('GET', '/bank/v1/referrals', 'not.a.token'), 401)
    return '401，401'
  }),
  check('A2', '银行令牌调用专班接口：403', async () => {
    const reply = await bank.post('/matching/v1/batches', { regionCode: '511702' })
    answered(reply, 403)
    return '403'
  }),
  check('A3', '他行的推送：404，查询与反馈都是', async () => {
    if (asked.foreignReferral === undefined) throw untestable('未给出 --foreign-referral')
    answered(await bank.get(referralPath(asked.foreignReferral)), 404)
    answered(await bank.post(feedbackPath(asked.foreignReferral), { type: 'accepted' }), 404)
    return '404，404'
  }),
  check('A3', '不存在的推送：404', async () => {
    answered(await bank.get(referralPath(`RF-${randomUUID()}`)), 404)
    return '404'
  }),
  check('E3', '未知字段：422 并指明字段', async () =>
    pointedAt(await bank.post('/bank/v1/referrals/receive', { maximum: 3 }), '/maximum'),
  ),
  check('E3', '台账分页；不属于本列表的 cursor：422', async () => {
    const page = answered(await bank.get('/bank/v1/referrals?limit=1'), 200)
    required(Array.isArray(page.body['items']), '应有 items')
    pointedAt(await bank.get('/bank/v1/referrals?cursor=made-up'), '?cursor')
    return `首页 ${(page.body['items'] as unknown[]).length} 行`
  }),
]
