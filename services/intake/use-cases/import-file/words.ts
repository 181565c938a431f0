import type { RegistrationStatus, Source } from '../../domain/vocabulary.ts'

/** Words that registries write for a status; a word that is none of them is asked about, not guessed (B1). */
const statuses: readonly (readonly [RegExp, RegistrationStatus])[] = [
  [/严重违法/, 'serious-breach'],
  [/异常/, 'abnormal-operation'],
  [/吊销/, 'revoked'],
  [/注销|撤销/, 'cancelled'],
  [/迁出|迁移|迁往/, 'moved-out'],
  [/停业|歇业|清算/, 'suspended'],
  [/^(存续|在业|在营|在册|开业|正常|登记成立)/, 'operating'],
]

const sources: readonly (readonly [RegExp, Source])[] = [
  [/市监|市场监管|市场监督|工商/, 'market-regulator'],
  [/税务/, 'tax'],
  [/统计/, 'statistics'],
  [/银行|农商|信用社/, 'bank'],
  [/窗口|大厅/, 'window'],
  [/平台/, 'platform'],
  [/自主申报|企业自报/, 'self'],
  [/工信|经信|农业|商务|科技|文旅|发改|住建|交通|林业|行业主管/, 'industry-department'],
]

const first = <T>(words: readonly (readonly [RegExp, T])[], text: string): T | undefined =>
  words.find(([pattern]) => pattern.test(text))?.[1]

export const statusWord = (text: string): RegistrationStatus | undefined => first(statuses, text)
export const sourceWord = (text: string): Source | undefined =>
  first(sources, /^税(局)?$/.test(text) ? '税务' : text)
