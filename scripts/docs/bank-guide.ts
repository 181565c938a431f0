import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { feedbackLabels, statusLabels, transitions } from '../../services/bank-gateway/domain/transitions.ts'

export const bankGuidePath = 'services/bank-gateway/README.md'

const languages: Readonly<Record<string, string>> = { ts: 'ts', py: 'python', java: 'java', sh: 'sh' }

/** Which feedback is allowed in which status, as the platform’s own table says (E3). */
const stateTable = (): string => {
  const rows = Object.entries(transitions).map(([status, row]) => {
    const said = Object.entries(row)
      .map(
        ([type, next]) => `\`${type}\` ${feedbackLabels[type as keyof typeof feedbackLabels]} → \`${next}\``,
      )
      .join('<br>')
    return `| \`${status}\` ${statusLabels[status as keyof typeof statusLabels]} | ${said || '—'} |`
  })
  return ['| 状态 | 可反馈 → 反馈后的状态 |', '|---|---|', ...rows].join('\n')
}

const blockOf = (root: string, name: string): string => {
  if (name === 'states') return stateTable()
  const text = readFileSync(join(root, name), 'utf8').trimEnd()
  return `\`\`\`${languages[name.split('.').at(-1) ?? ''] ?? ''}\n${text}\n\`\`\``
}

/** The bank developer's guide with what stands between its markers taken anew from the files that tests run. */
export const bankGuide = (root: string): string =>
  readFileSync(join(root, bankGuidePath), 'utf8').replaceAll(
    /(<!-- include (\S+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_whole, begin: string, name: string, end: string) => `${begin}${blockOf(root, name)}\n${end}`,
  )
