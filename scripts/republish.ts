import { parseArgs } from 'node:util'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { type RelayFunction, republish } from './republish/again.ts'

const services = ['intake', 'review', 'matching', 'bank-gateway', 'reporting']

const usage = `用法：npm run republish -- --service ${services.join('|')} --since 2026-11-20T00:00:00Z
转发停摆超过 24 小时后，把该服务此时刻以来的提交重新转发一遍：列表补齐，事件以原编号再次发出。
各服务收到重复事件不会重复办理；银行会再次收到原编号的消息，按编号去重。
环境变量取自该服务的 relay 函数（TABLE_NAME、SUBSCRIBERS 等），数据库与队列的权限同该函数。
有提交仍转不出时列出其键，退出码为 1。`

const arguments_ = () => {
  try {
    const { service, since } = parseArgs({
      options: { service: { type: 'string' }, since: { type: 'string' } },
    }).values
    if (!service || !services.includes(service) || !since || !/^\d{4}-\d\d-\d\dT.+Z$/.test(since))
      return undefined
    return { service, since: new Date(since).toISOString() }
  } catch {
    return undefined
  }
}

const main = async (): Promise<number> => {
  const given = arguments_()
  if (!given) {
    console.error(usage)
    return 2
  }
  const { TABLE_NAME, SERVICE } = process.env
  if (!TABLE_NAME || SERVICE !== given.service) {
    console.error(`环境变量 TABLE_NAME 与 SERVICE 须为 ${given.service} 的 relay 函数所用的值。\n${usage}`)
    return 2
  }
  const { relay } = (await import(`../services/${given.service}/index.ts`)) as {
    relay: (event: Parameters<RelayFunction>[0], context: object) => ReturnType<RelayFunction>
  }
  const database = DynamoDBDocumentClient.from(new DynamoDBClient({}))
  const { carried, stuck } = await republish(database, TABLE_NAME, given.since, event => relay(event, {}))
  database.destroy()
  console.log(`已重新转发 ${carried} 笔提交。`)
  for (const key of stuck) console.log(`    未能转出：${key}`)
  return stuck.length === 0 ? 0 : 1
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(
    `未能完成：${error instanceof Error ? error.message : String(error)}；可再次运行，重复转发无害。`,
  )
  return 2
})
