import { expectOk } from './api.ts'
import { countBy, type Run, taskForce } from './run.ts'

export type Push = {
  readonly applicationId: string
  readonly bankId: string
  readonly referralId: string
  readonly reasons: readonly { readonly rule: string; readonly detail: string }[]
}

const ruleLabels: Record<string, string> = {
  intended: '意向银行',
  'existing-relation': '已有信贷关系',
  'product-fit': '产品适配',
  speciality: '经营特色',
}

/** One batch to the banks of the county, each choice with its reasons (D1–D3). */
export const pushBatch = async ({ api, county, say, settled }: Run): Promise<readonly Push[]> => {
  say.step('分批推送银行')
  const office = api.as(taskForce(county))
  const batch = expectOk(
    '推送批次',
    await office.post('/matching/v1/batches', { regionCode: county }, 'batch'),
  )
  await settled()
  const whole = expectOk('推送批次', await office.get(`/matching/v1/batches/${String(batch['batchId'])}`))
  const pushes = whole['pushes'] as readonly Push[]
  const unplaced = whole['unplaced'] as readonly unknown[]
  say.fact(
    `${String(batch['batchId'])}：${new Set(pushes.map(push => push.applicationId)).size} 户、${pushes.length} 笔推送，${unplaced.length} 户待下批；首要理由：${countBy(
      pushes,
      push => ruleLabels[push.reasons[0]?.rule ?? ''] ?? '其他',
    )}`,
  )
  return pushes
}
