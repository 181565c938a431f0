import { tableOf } from './table.ts'

/** `untested`: what could not be tried is never reported as passed. */
export type Outcome = 'pass' | 'fail' | 'untested'

export type Finding = {
  /** Rule of the mechanism, or the standard behind the requirement. */
  readonly rule: string
  readonly requirement: string
  readonly outcome: Outcome
  /** What was seen, or why it could not be tried; Chinese. */
  readonly seen: string
}

const outcomeLabels: Record<Outcome, string> = { pass: '通过', fail: '不通过', untested: '未测' }

/** Something seen that is not as required; its message is what the table shows. */
export const unmet = (seen: string): Error => Object.assign(new Error(seen), { name: 'Unmet' })

/** Why a requirement could not be tried. */
export const untestable = (why: string): Error => Object.assign(new Error(why), { name: 'Untestable' })

/** Ends a check with what was seen unless it holds. */
export const required = (holds: boolean, seen: string): void => {
  if (!holds) throw unmet(seen)
}

export type Check = {
  readonly rule: string
  readonly requirement: string
  /** Gives what was seen. */
  readonly try: () => Promise<string>
}

/** Tries one requirement; whatever goes wrong is a finding, never an end of the run. */
export const findingOf = async ({ rule, requirement, try: attempt }: Check): Promise<Finding> => {
  try {
    return { rule, requirement, outcome: 'pass', seen: await attempt() }
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error))
    return { rule, requirement, outcome: name === 'Untestable' ? 'untested' : 'fail', seen: message }
  }
}

export const countOf = (findings: readonly Finding[], outcome: Outcome): number =>
  findings.filter(finding => finding.outcome === outcome).length

const longest = 100

/** The table stays readable; `--json` has every word. */
const clipped = (seen: string): string => (seen.length > longest ? `${seen.slice(0, longest)}…` : seen)

/** The findings as a person reads them, with the sum under the line. */
export const printed = (findings: readonly Finding[]): string => {
  const rows = findings.map(({ rule, requirement, outcome, seen }) => [
    rule,
    requirement,
    outcomeLabels[outcome],
    clipped(seen),
  ])
  const sums = (['pass', 'fail', 'untested'] as const).map(
    outcome => `${outcomeLabels[outcome]} ${countOf(findings, outcome)}`,
  )
  return `${tableOf(['依据', '要求', '结果', '所见'], rows)}\n\n合计 ${findings.length} 项：${sums.join('，')}`
}
