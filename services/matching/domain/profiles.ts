import type { Policy } from './policy-values.ts'

/** The three shipped settings. No source says that a day count rolls on over rest days, so none does until a region sets it. */
export const profiles = {
  /** N2(二) puts the enterprise's will first, then its loans, then what a bank is good at, and names no number:
   * so the order differs from Tongchuan's (relation first), and the bound of 3 is borrowed from T三(一).
   * The refusal clock of 5 working days is X六's, as N2(三) only asks for promptness. */
  national: {
    pushRule: 'intended-first',
    maxInstitutions: 3,
    decisionDays: 30,
    refusalWorkingDays: 5,
    rollToWorkingDay: false,
    prioritySectors: [],
  },
  /** D2, X五: the 1–2 intended banks and nobody else. */
  xinyang: {
    pushRule: 'intended-only',
    maxInstitutions: 2,
    decisionDays: 30,
    refusalWorkingDays: 5,
    rollToWorkingDay: false,
    prioritySectors: [],
  },
  /** D3, T三(一): banks that lend already come first, 3 at most. */
  tongchuan: {
    pushRule: 'relation-first',
    maxInstitutions: 3,
    decisionDays: 30,
    refusalWorkingDays: 5,
    rollToWorkingDay: false,
    prioritySectors: [],
  },
} as const satisfies Record<
  string,
  Readonly<Omit<Policy, 'prioritySectors'>> & { prioritySectors: readonly string[] }
>
