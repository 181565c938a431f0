import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isProof, verifyPages, verifyProof } from '../services/review/domain/verify-list.ts'

const usage = `用法：npm run verify-list 清单文件|文件夹 [可信公钥文件]
清单文件：GET /review/v1/recommendation-lists/{listId} 的回答，原样存为 .json；
　　　　　分页的清单，各页各存一个 .json，放入同一文件夹，给出文件夹；
　　　　　也可以是 GET …/rows/{applicationId}/proof 的回答（单户证明）；
可信公钥文件：召集人公布的公钥（PEM）。不给出时只验证清单与所附公钥相符，请另行核对公钥指纹。`

const stop = (why: string): never => {
  console.error(why)
  process.exit(1)
}

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return stop(`无法读取文件：${file}`)
  }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const documentsAt = (path: string): readonly unknown[] => {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [parse(read(path))]
  const files = readdirSync(path).filter(name => name.endsWith('.json'))
  return files.length > 0
    ? files.map(name => parse(read(join(path, name))))
    : stop(`文件夹中没有 .json 文件：${path}`)
}

const [path, keyFile] = process.argv.slice(2)
if (!path) stop(usage)
else {
  const documents = documentsAt(path)
  const key = keyFile === undefined ? undefined : read(keyFile)
  const [only] = documents
  const verdict =
    documents.length === 1 && isProof(only) ? verifyProof(only, key) : verifyPages(documents, key)
  if (verdict.ok) {
    const said =
      'index' in verdict
        ? `验证通过：该户在清单第 ${verdict.index + 1} 位，内容未改动，签名有效。\n${JSON.stringify(verdict.row)}`
        : `验证通过：${verdict.rows} 户，逐行未改动，签名有效。`
    console.log(`${said}\n${verdict.statement}`)
    console.log(`公钥指纹（SHA-256）：${verdict.keyFingerprint}`)
    if (!keyFile) console.log('未指定可信公钥：请将公钥指纹与召集人公布的指纹核对。')
  } else {
    console.error(`验证不通过：${verdict.problem}。`)
    process.exitCode = 1
  }
}
