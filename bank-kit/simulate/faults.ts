/** What may go wrong between a bank and the platform, each played on purpose. */
export const faultLabels = {
  slow: '处理缓慢：延长确认期限后才确认；Webhook 迟答',
  silent: '沉默：一条也不领取',
  doubled: '重复：每次调用发两遍，同键一遍、换键一遍',
  'out-of-order': '乱序：先反馈后面的环节',
  'wrong-signature': '验签失败：每三条 Webhook 消息拒收一次',
  'clock-skew': '时钟偏快：先反馈明天的日期',
  'partial-bulk': '批量中夹有错误行',
} as const

export type Fault = keyof typeof faultLabels
export const faults = Object.keys(faultLabels) as Fault[]

/** `slow,doubled` → the faults; an unknown name is said with all that there are. */
export const readFaults = (text: string): ReadonlySet<Fault> => {
  const names = text
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '')
  const unknown = names.find(name => !(name in faultLabels))
  if (unknown !== undefined)
    throw new Error(`--faults 中没有“${unknown}”；可用：${faults.join('、')}，以英文逗号分隔`)
  return new Set(names as Fault[])
}
