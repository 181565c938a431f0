import type { EventData } from '#shared/contracts/events.ts'

/** One credit off the lists as its bank last told it (D7). */
export type OffListLine = {
  readonly creditId: string
  readonly bankId: string
  /** 0 once the bank said that it ended, or that it had named the wrong enterprise. */
  readonly lineFen: number
  /** Of two tellings of one credit the higher holds, in whatever order they come. */
  readonly revision: number
  /** The day on which its term ends; the 31st of a shorter month sorts behind that month's last day. */
  readonly maturesOn: string
}

const maturity = (decidedOn: string, termMonths: number): string => {
  const [year = 0, month = 1] = decidedOn.split('-').map(Number)
  const months = year * 12 + month - 1 + termMonths
  const text = (value: number, width: number): string => String(value).padStart(width, '0')
  return `${text(Math.floor(months / 12), 4)}-${text((months % 12) + 1, 2)}${decidedOn.slice(7)}`
}

export const offListLineOf = ({
  creditId,
  bankId,
  decidedOn,
  grant,
  revision,
  voided,
  endedOn,
}: EventData<'off-list-credit-recorded.v1'>): OffListLine => ({
  creditId,
  bankId,
  lineFen: voided || endedOn !== undefined ? 0 : grant.lineFen,
  revision,
  maturesOn: maturity(decidedOn, grant.termMonths),
})

type Lines = readonly OffListLine[]

export const isNews = (known: Lines, { creditId, revision }: OffListLine): boolean =>
  known.every(each => each.creditId !== creditId || each.revision < revision)

/** Each credit once, by its newest telling. */
export const withLine = (known: Lines, line: OffListLine): Lines => [
  ...known.filter(({ creditId }) => creditId !== line.creditId),
  line,
]

/** A line is out until its bank says that it ended, and where it never does, until its term ends. */
export const outOn = (lines: Lines, day: string): Lines =>
  lines.filter(({ maturesOn, lineFen }) => maturesOn > day && lineFen > 0)
