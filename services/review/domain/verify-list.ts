import * as z from 'zod'
import { digestOf, leafOf, rootFrom } from './merkle.ts'
import { signedSchema, verifySigned } from './signed-document.ts'

const pageSchema = signedSchema.extend({
  rows: z.array(z.record(z.string(), z.unknown())).min(1),
  totalRows: z.int().positive().optional(),
  firstRow: z.int().nonnegative().optional(),
})
type Page = z.infer<typeof pageSchema>

const proofSchema = signedSchema.extend({
  totalRows: z.int().positive(),
  index: z.int().nonnegative(),
  row: z.record(z.string(), z.unknown()),
  path: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
})

type Verified = { readonly ok: true; readonly statement: string; readonly keyFingerprint: string }
type Failed = { readonly ok: false; readonly problem: string }
export type Verdict = (Verified & { readonly rows: number }) | Failed
export type ProofVerdict = (Verified & { readonly index: number; readonly row: object }) | Failed

const bad = (problem: string): Failed => ({ ok: false, problem })

const wrongField = (error: z.ZodError): string => error.issues[0]?.path.join('.') || '（整体）'

/** The pages of one long list as one, in their order, whatever order they came in. */
const joined = (pages: readonly Page[]): Page | Failed => {
  const ordered = pages.toSorted((a, b) => (a.firstRow ?? 0) - (b.firstRow ?? 0))
  const [first] = ordered
  if (!first) return bad('没有可验证的清单')
  let expected = 0
  for (const page of ordered) {
    if (page.listId !== first.listId || page.statement !== first.statement)
      return bad('各文件不是同一份推荐清单的各页')
    if ((page.firstRow ?? 0) !== expected)
      return bad(`清单各页不相接：缺少或重复了第 ${expected + 1} 行起的一页`)
    expected += page.rows.length
  }
  const total = first.totalRows ?? expected
  if (total !== expected)
    return bad(`清单共 ${total} 户，所给文件只有 ${expected} 户；请将各页存入一个文件夹一并验证`)
  return { ...first, rows: ordered.flatMap(({ rows }) => rows) }
}

/**
 * C4: checks a list as the service answers it, all its pages together, without the service: the rows give the digest,
 * the digest stands in the statement, the statement carries the signature.
 */
export const verifyPages = (documents: readonly unknown[], trustedKey?: string): Verdict => {
  const pages: Page[] = []
  for (const document of documents) {
    const parsed = pageSchema.safeParse(document)
    if (!parsed.success) return bad(`不是已签发的推荐清单：字段 ${wrongField(parsed.error)} 缺失或不合格式`)
    pages.push(parsed.data)
  }
  const list = joined(pages)
  if ('ok' in list) return list
  if (digestOf(list.rows) !== list.digest)
    return bad('清单各行与摘要不符：有行被改动、增加、删除或调换了次序')
  const opinion = verifySigned(list, list.rows.length, trustedKey)
  return opinion.ok ? { ...opinion, rows: list.rows.length, statement: list.statement } : opinion
}

export const verifyList = (document: unknown, trustedKey?: string): Verdict =>
  verifyPages([document], trustedKey)

/** C4: one row stands in the signed list at this place, proven without the other rows. */
export const verifyProof = (document: unknown, trustedKey?: string): ProofVerdict => {
  const parsed = proofSchema.safeParse(document)
  if (!parsed.success) return bad(`不是单户证明：字段 ${wrongField(parsed.error)} 缺失或不合格式`)
  const { row, index, totalRows, path, digest, statement } = parsed.data
  if (rootFrom(leafOf(row), index, totalRows, path) !== digest)
    return bad('该行与清单摘要不符：内容、位次或证明路径被改动')
  const opinion = verifySigned(parsed.data, totalRows, trustedKey)
  return opinion.ok ? { ...opinion, index, row, statement } : opinion
}

export const isProof = (document: unknown): boolean =>
  document !== null && typeof document === 'object' && 'path' in document && 'row' in document
