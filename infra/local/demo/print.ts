import { formatWanYuan } from '#shared/domain/money.ts'
import type { Figures } from './recount.ts'

const stages = [
  ['visited', '走访'],
  ['declared', '申报清单'],
  ['recommended', '推荐清单'],
  ['pushed', '推送'],
  ['contacted', '对接'],
  ['credited', '授信'],
  ['drawn', '放款'],
] as const

/** The funnel as bars, entities (户) and amounts side by side. */
export const funnelText = (place: string, figures: Figures): string => {
  const most = Math.max(1, ...stages.map(([name]) => figures[name]))
  const amounts: Partial<Record<keyof Figures, string>> = {
    declared: formatWanYuan(figures.askedFen),
    credited: formatWanYuan(figures.creditedFen),
    drawn: formatWanYuan(figures.drawnFen),
  }
  const wide = (text: string) => text + '　'.repeat(4 - text.length)
  const lines = stages.map(([name, label]) => {
    const bar = '█'.repeat(Math.round((figures[name] / most) * 36))
    const amount = amounts[name] ? `  ${amounts[name]}` : ''
    return `    ${wide(label)} ${bar.padEnd(36, '·')} ${String(figures[name]).padStart(5)} 户${amount}`
  })
  return ['', `  ${place} · 融资协调进度`, '', ...lines, ''].join('\n')
}

/** What a newcomer looks at next. */
export const nextSteps = (baseUrl: string, county: string, listFile: string | undefined): string =>
  [
    '',
    `  进度页面   ${baseUrl}/reports/   （登录页上点选一个督导身份即可）`,
    `  接口文档   ${baseUrl}/docs`,
    '  取一个令牌：',
    `    curl -s -u supervisor-${county}:rongxie-local -d grant_type=client_credentials ${baseUrl}/oidc/token`,
    '  带上它查进度：',
    `    curl -s -H "Authorization: Bearer $TOKEN" "${baseUrl}/reports/v1/funnel?region=${county}&by=bank"`,
    ...(listFile ? ['  离线验证召集人签字的推荐清单：', `    npm run verify-list ${listFile}`] : []),
    '',
    '  Ctrl-C 停止；数据留在 .local/，再次 npm start 接着用，npm start -- --fresh 重新开始。',
    '',
  ].join('\n')
