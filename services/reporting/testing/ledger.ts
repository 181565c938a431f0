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
  const milestone = (metric: string, name: Told['name'], field: string) => {
    const last = newest(told, t => by(name)(t) || corrects(field)(t))
    if (last) say(metric, last, (last.data as unknown as Heard)[field])
    return last
  }
  milestone('accepted', 'referral-accepted.v1', 'acceptedOn')
  milestone('contacted', 'enterprise-contacted.v1', 'contactedOn')
  milestone('repaid', 'loan-repaid.v1', 'repaidOn')
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
  const withdrawn = milestone('creditWithdrawn', 'credit-withdrawn.v1', 'withdrawnOn')
  if (withdrawn) {
    const { withdrawnOn } = withdrawn.data as unknown as Heard
    say('creditWithdrawnFen', withdrawn, withdrawnOn, referralId, line)
  }

  const renew = (each: Told, day: string, fen: number, without: boolean, item: string) => {
    for (const metric of without ? ['renewed', 'renewedWithoutRepayment'] : ['renewed']) {
      say(metric, each, day)
      say(`${metric}Fen`, each, day, item, fen)
    }
  }
  const anew = newest(told, corrects('renewals'))
  if (anew?.name === 'feedback-corrected.v1')
    for (const [at, { renewedOn, amountFen, withoutRepayment }] of (anew.data.renewals ?? []).entries())
      renew(anew, renewedOn, amountFen, withoutRepayment, `${referralId} renewed ${at}`)
  for (const each of told)
    if (each.name === 'loan-renewed.v1' && each.envelope.sequence > (anew?.envelope.sequence ?? 0))
      renew(
        each,
        each.data.renewedOn,
        each.data.amountFen,
        each.data.withoutRepayment,
        `renewal ${each.envelope.id}`,
      )

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
  const named = total?.name === 'feedback-corrected.v1' ? total.data.drawings : undefined
  if (total && named)
    for (const [at, { drawnOn, amountFen }] of named.entries())
      draw(total, amountFen, drawnOn, `${referralId} drawing ${at}`)
  for (const [index, each] of named ? [] : earlier.entries()) {
    const fen = index === earlier.length - 1 ? left : Math.min(left, each.data.amountFen)
    left -= fen
    draw(each, fen, each.data.drawnOn)
  }
  if (total && !named && earlier.length === 0)
    draw(total, left, (total.data as unknown as Heard).correctedOn, `${referralId} in all`)
  for (const each of order.filter(({ envelope }) => envelope.sequence > since))
    draw(each, each.data.amountFen, each.data.drawnOn)
  return lines
}

const linesOfOffList = (told: readonly Told[]): Line[] => {
  const last = newest(told, () => true)
  if (last?.name !== 'off-list-credit-recorded.v1' || last.data.voided) return []
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
  'referral-accepted.v1',
  'enterprise-contacted.v1',
  'materials-completed.v1',
  'credit-decided.v1',
  'loan-drawn.v1',
  'loan-renewed.v1',
  'loan-repaid.v1',
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
