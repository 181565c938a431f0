import { readFileSync } from 'node:fs'
import { verifyList } from '../services/review/domain/verify-list.ts'

const usage = `用法：npm run verify-list 清单文件 [可信公钥文件]
清单文件：GET /review/v1/recommendation-lists/{listId} 的回答，原样存为 .json；
可信公钥文件：召集人公布的公钥（PEM）。不给出时只验证清单与所附公钥相符，请另行核对公钥指纹。`

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    console.error(`无法读取文件：${file}`)
    process.exit(1)
  }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const [file, keyFile] = process.argv.slice(2)
if (!file) {
  console.error(usage)
  process.exit(1)
}
const verdict = verifyList(parse(read(file)), keyFile === undefined ? undefined : read(keyFile))
if (verdict.ok) {
  console.log(`验证通过：${verdict.rows} 户，逐行未改动，签名有效。\n${verdict.statement}`)
  console.log(`公钥指纹（SHA-256）：${verdict.keyFingerprint}`)
  if (!keyFile) console.log('未指定可信公钥：请将公钥指纹与召集人公布的指纹核对。')
} else {
  console.error(`验证不通过：${verdict.problem}。`)
  process.exitCode = 1
}
