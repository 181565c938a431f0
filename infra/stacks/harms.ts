import type { ServiceName } from '#shared/service/declaration.ts'

/** Who is harmed while the API answers with errors of its own. */
export const apiHarm =
  '接口五分钟内有五次以上未能应答（5xx）：部门、银行与督导的操作没有办成。请查接口访问日志，及各服务 http 函数的错误、节流与时长。'

/** Who is harmed while messages wait in the inbox of a service. */
export const lateHarm = (title: string): string =>
  `“${title}”的收件队列积压一刻钟以上：企业、银行与督导看到的是积压之前的状态。请查其 inbox 函数的错误、节流与时长。`

/** Who is harmed by a list row that could not be kept. */
export const skippedHarm =
  '有一行列表内容过大、未能保存：相应的申报、推送或名单在列表中缺失或停在旧状态，办理不受影响。请按日志中的 aggregate 与 id 核查。'

/** Who is harmed where messages are brought to banks. */
export const deliveryHarms = {
  late: '银行的 webhook 投递任务积压一刻钟以上：推送与召回迟迟送不到银行。请查 deliver 函数的错误、节流与时长。',
  deliveries: '有银行的 webhook 投递多次出错：该银行收不到推送与召回，只能自行领取。请处理死信队列。',
  bankDeadLetters:
    '有消息多次领取或投递都未被银行确认，已进入该银行的死信队列：该银行看不到这笔推送或召回。请查日志中的 bankId。',
} as const

/** Who is harmed, per service: first by a message that could not be handled, then by events that are not sent on. */
export const harms: Record<
  ServiceName,
  { readonly inbox: string; readonly relay: string; readonly clock: string }
> = {
  intake: {
    inbox: '企业的申报结果没有记到走访端：已办结或被退回的企业无法再次申报。请处理死信队列。',
    relay: '企业申报已保存，但五分钟以上没有送达审核专班，企业在等待。',
    clock: '走访端的定时任务连续失败：部门上传的名录停在半途，名录上的企业没有列入走访。',
  },
  review: {
    inbox: '有申报没有进入审核：该企业不会被任何一级审到，也不会被推荐给银行。请处理死信队列。',
    relay: '审核结论已保存，但五分钟以上没有送出：已推荐的企业到不了银行，被退回的企业不知道缺什么。',
    clock: '审核端的定时任务连续失败：超期未审的企业没有人被提醒。',
  },
  matching: {
    inbox: '有推荐企业或银行反馈没有进入匹配：该企业得不到推送，或者结论无法办结。请处理死信队列。',
    relay: '推送决定已保存，但五分钟以上没有送达银行端，企业与银行都在等待。',
    clock: '匹配端的定时任务连续失败：到期的批次没有推送，清单上的企业得不到银行对接。',
  },
  'bank-gateway': {
    inbox: '有推送没有进入银行队列：该银行看不到这家企业，对接时限也没有起算。请处理死信队列。',
    relay: '银行的反馈已保存，但五分钟以上没有送出：企业进度与督导数据停在旧状态。',
    clock: '银行端的定时任务连续失败：超过授信时限的推送没有被发现，企业的等待无人督促。',
  },
  reporting: {
    inbox: '有事件没有计入统计：督导看到的漏斗与实际不符。请处理死信队列。',
    relay: '统计结果已保存，但五分钟以上没有更新到列表：督导看到的是旧数字。',
    clock: '统计端的定时任务连续失败：应按期生成的督导材料没有生成。',
  },
}
