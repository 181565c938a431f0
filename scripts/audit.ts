import { parseArgs } from 'node:util'
import { changesOf } from './audit/entity.ts'
import { openDatabase, productTables } from './audit/tables.ts'
import { verifyTable } from './audit/verify.ts'

const usage = `用法：npm run audit -- verify [--table 表名]…
　　　逐链核验各表的提交，指出每条断链的第一处；有断链则退出码为 1。
　　　npm run audit -- entity 统一社会信用代码 [--table 表名]…
　　　列出谁在何时对该主体改了什么，被拒绝的尝试也在内。
数据库：环境变量 DYNAMODB_ENDPOINT 所指；未设时为本机正在运行的服务；设有 AWS_REGION 时为该区域的 AWS。
不给出 --table 时为名称以 rongxie- 开头的各表。`

const shownLinks = 20

const arguments_ = () => {
  try {
    return parseArgs({ allowPositionals: true, options: { table: { type: 'string', multiple: true } } })
  } catch {
    return undefined
  }
}

const main = async (): Promise<number> => {
  const given = arguments_()
  const [what, uscc] = given?.positionals ?? []
  if (!given || (what !== 'verify' && !(what === 'entity' && uscc))) {
    console.error(usage)
    return 2
  }
  const database = openDatabase()
  try {
    const tables = given.values.table ?? (await productTables(database))
    if (tables.length === 0) {
      console.error('没有可查的表：请先启动服务，或用 --table 给出表名。')
      return 2
    }
    if (what === 'entity' && uscc) {
      const changes = await changesOf(database, tables, uscc)
      for (const { at, table, pk, version, actor, cause, events, refusal } of changes) {
        console.log(`${at} ${table} ${pk} 第 ${version} 版 ${actor.role} ${actor.org}/${actor.sub} ${cause}`)
        for (const event of events) console.log(`    ${event}`)
        if (refusal) console.log(`    被拒绝：${refusal}`)
      }
      console.log(`共 ${changes.length} 笔。`)
      return 0
    }
    let broken = 0
    for (const table of tables) {
      const verdict = await verifyTable(database, table)
      broken += verdict.broken.length
      console.log(
        `${table}：${verdict.chains} 条链，${verdict.commits} 笔提交，断链 ${verdict.broken.length} 条`,
      )
      for (const { pk, link, why } of verdict.broken.slice(0, shownLinks))
        console.log(`    ${pk} ${link}：${why}`)
    }
    console.log(broken === 0 ? '各链完好。' : `共 ${broken} 条断链，须查明。`)
    return broken === 0 ? 0 : 1
  } finally {
    database.destroy()
  }
}

process.exitCode = await main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error)
  // What the SDK says where nothing names a database at all.
  const nowhere = message === 'Region is missing'
  console.error(
    `未能完成：${nowhere ? '本文件夹没有正在运行的服务，请先 npm start，或设 DYNAMODB_ENDPOINT 或 AWS_REGION。' : message}`,
  )
  return 2
})
