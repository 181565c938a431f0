import { parseArgs } from 'node:util'
import type { Province } from '#infra/provinces/province.ts'
import type { Profile } from './demo/run.ts'

type Signature = NonNullable<Province['signature']>

/** What `npm start -- …` was asked for. */
export type Flags = {
  /** Run the main path once in a temporary folder, print, and end. */
  readonly once: boolean
  /** The last line printed is one JSON object with the figures. */
  readonly json: boolean
  /** A county's .xlsx, or a folder with 名录.csv and 走访.csv. */
  readonly input: string | undefined
  readonly profile: Profile | undefined
  readonly seed: number
  readonly port: number
  /** What the convener's key signs by (C4). */
  readonly signature: Signature
  /** The bank whose pushes stay in its queue, for a developer to work on. */
  readonly keepFor: string | undefined
  /** Just the stack, nothing loaded. */
  readonly noDemo: boolean
  /** Forget what earlier runs kept. */
  readonly fresh: boolean
  readonly help: boolean
}

export const usage = `融协 Rongxie · 本机运行

  npm start                      启动全部服务，载入样例县并走完主流程，随后保持运行
  npm start -- --once --json     在临时目录中跑一遍即退出；最后一行为 JSON

  --once              跑一遍即退出（不保留数据）
  --json              最后一行打印一个 JSON 对象（户数与金额，金额单位：分）
  --input FILE        另一个县的工作簿 .xlsx，或含“名录.csv”“走访.csv”的文件夹
  --profile NAME      推送政策：national | xinyang | tongchuan（缺省随县）
  --seed N            模拟审核与银行答复的种子（缺省 1）
  --signature NAME    推荐清单签名算法：ecdsa-p256 | sm2（缺省 ecdsa-p256）
  --keep-for BANK     这家银行的推送留在其队列，不作模拟答复，供对接开发（如 icbc-tongchuan）
  --port N            端口（缺省 8787）
  --no-demo           只启动服务，不载入数据
  --fresh             清空本机数据重新开始
  --help              显示本说明
`

const profiles = ['national', 'xinyang', 'tongchuan'] as const
const signatures = ['ecdsa-p256', 'sm2'] as const satisfies readonly Signature[]

const oneOf = <T extends string>(allowed: readonly T[], text: string, name: string): T => {
  const found = allowed.find(value => value === text)
  if (found === undefined) throw new Error(`--${name} 须为 ${allowed.join('、')} 之一，现为“${text}”`)
  return found
}

const wholeNumber = (text: string, name: string, min: number, max: number): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < min || value > max)
    throw new Error(`--${name} 须为 ${min} 至 ${max} 的整数，现为“${text}”`)
  return value
}

/** What Node says of arguments it cannot read, in words of ours. */
const unread = (error: Error): string => {
  const { code } = error as NodeJS.ErrnoException
  const named = /'([^' ]+)/.exec(error.message)?.[1] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `没有 ${named} 这个参数`
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return `不知道“${named}”是什么，参数须以 -- 开头`
  if (/does not take an argument/.test(error.message)) return `${named} 不带值`
  return `${named} 须带一个值（以 - 开头的值写作 ${named}=…）`
}

/** Reads the flags; throws an error whose Chinese message says which flag is wrong and what would be right. */
export const readFlags = (args: readonly string[]): Flags => {
  const { values } = (() => {
    try {
      return parseArgs({
        args: [...args],
        options: {
          once: { type: 'boolean', default: false },
          json: { type: 'boolean', default: false },
          input: { type: 'string' },
          profile: { type: 'string' },
          seed: { type: 'string', default: '1' },
          port: { type: 'string', default: '8787' },
          'keep-for': { type: 'string' },
          signature: { type: 'string', default: 'ecdsa-p256' },
          'no-demo': { type: 'boolean', default: false },
          fresh: { type: 'boolean', default: false },
          help: { type: 'boolean', default: false },
        },
      })
    } catch (error) {
      throw new Error(`参数有误：${unread(error as Error)}`)
    }
  })()
  return {
    once: values.once,
    json: values.json,
    input: values.input,
    profile: values.profile === undefined ? undefined : oneOf(profiles, values.profile, 'profile'),
    signature: oneOf(signatures, values.signature, 'signature'),
    keepFor: values['keep-for'],
    seed: wholeNumber(values.seed, 'seed', 0, Number.MAX_SAFE_INTEGER),
    port: wholeNumber(values.port, 'port', 1, 65_535),
    noDemo: values['no-demo'],
    fresh: values.fresh,
    help: values.help,
  }
}
