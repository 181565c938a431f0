import type { Heard } from './event-names.ts'
import type { Told } from './history.ts'

/** What a ledger comes to once all is known: a milestone, or an amount with its item. */
type Line = { metric: string; item?: string; day: string; at: Heard; fen?: number }

const newest = (told: readonly Told[], has: (told: Told) => boolean): Told | undefined =>
  told.filter(has).toSorted((a, b) => b.envelope.sequence - a.envelope.sequence)[0]

/** One referral, read off its whole history from the newest word backwards; written apart from the code under test. */
const linesOfReferral = (referralId: string, told: readonly Told[]): Line[] => {
  const lines: Line[] = []
  const by = (name: Told['name']) => (each: Told) => each.name === name
  const corrects = (field: string) => (each: Told) =>
    each.name === 'feedback-corrected.v1' && (each.data as unknown as Heard)[field] !== undefined
  const say = (metric: string, { data }: Told, day: unknown, item?: string, fen?: number) => {
    const more = { ...(item === undefined ? {} : { item }), ...(fen === undefined ? {} : { fen }) }
    if (fen !== 0) lines.push({ metric, day: String(day), at: data as unknown as Heard, ...more })
  }
  const contact = newest(told, t => by('enterprise-contacted.v1')(t) || corrects('contactedOn')(t))
  if (contact) say('contacted', contact, (contact.data as unknown as Heard).contactedOn)
  const material = newest(told, by('materials-completed.v1'))
  if (material) say('materialsCompleted', material, (material.data as unknown as Heard).completedOn)

  const decided = newest(told, t => by('credit-decided.v1')(t) || corrects('decision')(t))
  const held = decided?.name === 'feedback-corrected.v1' ? decided.data.decision : decided?.data
  const decision = held as { outcome: string; decidedOn: string; grant?: { lineFen: number } } | undefined
  const line = decision?.outcome === 'granted' ? (decision.grant?.lineFen ?? 0) : 0
  if (decided && decision) {
    const metric = { granted: 'credited', refused: 'notCredited', 'given-up': 'gaveUp' }[decision.outcome]
    say(metric ?? '?', decided, decision.decidedOn)
    say('creditedFen', decided, decision.decidedOn, referralId, line)
  }
  const withdrawn = newest(told, by('credit-withdrawn.v1'))
  if (withdrawn?.name === 'credit-withdrawn.v1') {
    say('creditWithdrawn', withdrawn, withdrawn.data.withdrawnOn)
    say('creditWithdrawnFen', withdrawn, withdrawn.data.withdrawnOn, referralId, line)
  }

  const total = newest(told, corrects('totalDrawnFen'))
  const since = total?.envelope.sequence ?? 0
  const all = told.filter(each => each.name === 'loan-drawn.v1')
  const order = all.toSorted((a, b) => a.envelope.sequence - b.envelope.sequence)
  const earlier = order.filter(({ envelope }) => envelope.sequence < since)
  let left = Number((total?.data as unknown as Heard | undefined)?.totalDrawnFen ?? 0)
  const draw = (each: Told, fen: number, day: unknown, item = each.envelope.id) => {
    if (fen === 0) return
    say('drawn', each, day)
    say('drawnFen', each, day, item, fen)
  }
  for (const [index, each] of earlier.entries()) {
    const fen = index === earlier.length - 1 ? left : Math.min(left, each.data.amountFen)
    left -= fen
    draw(each, fen, each.data.drawnOn)
  }
  if (total && earlier.length === 0)
    draw(total, left, (total.data as unknown as Heard).correctedOn, `${referralId} in all`)
  for (const each of order.filter(({ envelope }) => envelope.sequence > since))
    draw(each, each.data.amountFen, each.data.drawnOn)
  return lines
}

const linesOfOffList = (told: readonly Told[]): Line[] => {
  const last = newest(told, () => true)
  if (last?.name !== 'off-list-credit-recorded.v1') return []
  const { creditId: item, decidedOn: day, grant, drawnFen } = last.data
  const at = last.data as unknown as Heard
  return [
    { metric: 'offListCredited', day, at },
    { metric: 'offListCreditedFen', item, day, at, fen: grant.lineFen },
    ...(drawnFen > 0
      ? [
          { metric: 'offListDrawn', day, at },
          { metric: 'offListDrawnFen', item, day, at, fen: drawnFen },
        ]
      : []),
  ]
}

const ledgerEvents = [
  'enterprise-contacted.v1',
  'materials-completed.v1',
  'credit-decided.v1',
  'loan-drawn.v1',
  'credit-withdrawn.v1',
  'feedback-corrected.v1',
]

/** Everything banks may correct, as it stands at the end of a history. */
export const ledgerLines = (history: readonly Told[]): Line[] => {
  const told = history.filter(({ name }) => ledgerEvents.includes(name))
  const referrals = Map.groupBy(told, ({ data }) => String((data as unknown as Heard).referralId))
  const offList = Map.groupBy(
    history.filter(({ name }) => name === 'off-list-credit-recorded.v1'),
    ({ data }) => String((data as unknown as Heard).creditId),
  )
  return [
    ...[...referrals].flatMap(([referralId, all]) => linesOfReferral(referralId, all)),
    ...[...offList.values()].flatMap(linesOfOffList),
  ]
}
