import { parseArgs } from 'node:util'
import { faultLabels, readFaults } from './simulate/faults.ts'

export const usage = `融协 · 银行对接工具（面向银行开发、测试人员）

  npm run bank-kit -- simulate    --base-url URL --bank 编号 --client ID --secret 密钥 [选项]
      扮演一家银行：领取或以 Webhook 接收推送，按种子反馈，最后与平台所示核对
  npm run bank-kit -- check-stack --base-url URL --bank 编号 --client ID --secret 密钥 [选项]
      逐条验收平台接口；须有数笔推送给该银行且尚未领取，缺的项目记为“未测”
      仅用于联调环境：会真实反馈所领取的推送
  npm run bank-kit -- check-bank  --endpoint URL --secret whsec_…
      逐条验收银行的 Webhook 测试地址

  --token-url URL          取令牌的地址（缺省 <base-url>/oidc/token）
  --seed N                 模拟答复的种子（缺省 1）
  --minutes N              运行时长（缺省 10 分钟）
  --until-empty            领完即止
  --faults 名称,…          演练故障
${Object.entries(faultLabels)
  .map(([name, label]) => `      ${name.padEnd(18)} ${label}`)
  .join('\n')}
  --webhook-port N         以 Webhook 接收（登记并监听本机端口；0 为任一空闲端口）
  --webhook-url URL        端口之前的公网地址（https）；缺省为本机回环地址，仅限本机运行的平台
  --webhook-secret whsec_… 此前登记时得到的密钥；地址已登记过而不给出时，更换一次密钥
  --foreign-referral 编号  他行的一笔推送编号，用于验证他行推送不可见
  --json                   最后一行为 JSON
  --help                   显示本说明

退出码：0 全部通过，1 有不通过或不一致，2 参数有误。
`

const options = {
  'base-url': { type: 'string' },
  'token-url': { type: 'string' },
  bank: { type: 'string' },
  client: { type: 'string' },
  secret: { type: 'string' },
  endpoint: { type: 'string' },
  seed: { type: 'string', default: '1' },
  minutes: { type: 'string', default: '10' },
  'until-empty': { type: 'boolean', default: false },
  faults: { type: 'string', default: '' },
  'webhook-port': { type: 'string' },
  'webhook-url': { type: 'string' },
  'webhook-secret': { type: 'string' },
  'foreign-referral': { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

const commands = ['simulate', 'check-stack', 'check-bank'] as const

const numberIn = (name: string, text: string, min: number, max: number): number => {
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < min || value > max)
    throw new Error(`--${name} 须为 ${min} 至 ${max} 的整数，现为“${text}”`)
  return value
}

const urlIn = (name: string, text: string): string => {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new Error(`--${name} 须为 http 或 https 地址，现为“${text}”`)
  return text
}

const secretIn = (name: string, text: string | undefined): string | undefined => {
  if (text !== undefined && !/^whsec_[A-Za-z0-9+/]{16,}={0,2}$/.test(text))
    throw new Error(`--${name} 须为登记 Webhook 时得到的密钥，以 whsec_ 开头，其后为 base64`)
  return text
}

const given = (name: string, value: string | undefined): string => {
  if (value === undefined || value === '') throw new Error(`缺少 --${name}`)
  return value
}

const read = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    throw new Error(`参数有误：${(error as Error).message}`)
  }
}

/** Reads the command line; an error says in Chinese which flag is wrong and what would be right. */
export const readFlags = (args: readonly string[]) => {
  const { values, positionals } = read(args)
  if (values.help || positionals.length === 0) return { command: 'help' } as const
  const command = commands.find(each => each === positionals[0])
  if (command === undefined || positionals.length > 1)
    throw new Error(`没有“${positionals.join(' ')}”这个命令；可用：${commands.join('、')}`)
  const { json } = values
  const secret = given('secret', values.secret)
  if (command === 'check-bank') {
    secretIn('secret', secret)
    return { command, json, secret, endpoint: urlIn('endpoint', given('endpoint', values.endpoint)) } as const
  }
  const port = values['webhook-port']
  const webhookUrl = values['webhook-url']
  return {
    command,
    json,
    secret,
    baseUrl: urlIn('base-url', given('base-url', values['base-url'])),
    tokenUrl: values['token-url'] === undefined ? undefined : urlIn('token-url', values['token-url']),
    bankId: given('bank', values.bank),
    clientId: given('client', values.client),
    seed: numberIn('seed', values.seed, 0, 2 ** 31),
    minutes: numberIn('minutes', values.minutes, 0, 24 * 60),
    untilEmpty: values['until-empty'],
    faults: readFaults(values.faults),
    webhookPort: port === undefined ? undefined : numberIn('webhook-port', port, 0, 65_535),
    webhookUrl: webhookUrl === undefined ? undefined : urlIn('webhook-url', webhookUrl),
    webhookSecret: secretIn('webhook-secret', values['webhook-secret']),
    foreignReferral: values['foreign-referral'],
  } as const
}
