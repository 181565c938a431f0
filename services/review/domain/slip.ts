import type { AggregateDefinition } from '#shared/commits/execute.ts'
import { sha256 } from '#shared/domain/canonical.ts'
import type { DueDay } from '#shared/domain/days.ts'
import { type ChaseEvent, remembered, type Warned } from './chase.ts'
import type { Person } from './person.ts'

/** F2: how the departments are asked to help, and in how many working days unless said otherwise. */
export const slipKinds = {
  'green-channel': { label: '绿色通道', workingDays: 3 },
  'parallel-approval': { label: '并联审批', workingDays: 10 },
  'tolerance-acceptance': { label: '容缺受理', workingDays: 5 },
} as const
export type SlipKind = keyof typeof slipKinds

export const slipSourceLabels = { bank: '银行', enterprise: '企业', township: '乡镇（街道）' } as const
export type SlipSource = keyof typeof slipSourceLabels

export const answerLabels = { solved: '已解决', unsolved: '未能解决' } as const
export type AnswerResult = keyof typeof answerLabels

/** F2: what the applicant promises to supply later, so that its matter is taken on now. */
export type SlipPromise = {
  readonly missing: readonly string[]
  readonly reference: string
  readonly supplyBy: string
}

export type SlipFile = {
  readonly slipId: string
  /** County, or a functional zone at county level. */
  readonly regionCode: string
  readonly townshipCode?: string
  readonly applicationId?: string
  /** Whose matter it is, when it belongs to an application; slips from before that was kept have none. */
  readonly uscc?: string
  readonly source: SlipSource
  readonly kind: SlipKind
  readonly problem: string
  readonly proposal: string
  readonly promise?: SlipPromise
  /** Organisations asked, all at once. */
  readonly departments: readonly string[]
  readonly workingDays: number
  readonly due: DueDay
  readonly openedBy: Person
  readonly openedOn: string
}

type Said = {
  readonly by: Person
  readonly at: string
  readonly result: AnswerResult
  readonly detail: string
}

/** `round` counts the answers from above that came before it. */
export type SlipAnswer = Said & { readonly round: number }

export type Raise = {
  readonly toRegion: string
  readonly reason: string
  /** The convener who agreed (F3). */
  readonly by: Person
  readonly at: string
  readonly due: DueDay
}
export type UpperAnswer = Said & { readonly due: DueDay }

type Worked = SlipFile & {
  readonly answers: readonly SlipAnswer[]
  /** E7: what was said of its due day. */
  readonly warned?: readonly Warned[]
  readonly raises: readonly (Raise & { readonly answer?: UpperAnswer })[]
}

export const slipStatusLabels = {
  open: '办理中',
  raised: '已提级，待上级答复',
  solved: '已办结',
  unsolved: '未能解决',
} as const
export type SlipStatus = keyof typeof slipStatusLabels

export type OpenedSlip = Worked & { readonly status: SlipStatus }
export type Slip = { readonly status: 'none' } | OpenedSlip

export const slipActLabels = { answer: '答复', raise: '提级', 'upper-answer': '上级答复' } as const
export type SlipAct = keyof typeof slipActLabels

/** The transition table: what may be done to a slip in which status. */
const possibleIn = {
  answer: ['open'],
  raise: ['open', 'unsolved'],
  'upper-answer': ['raised'],
} as const satisfies Record<SlipAct, readonly SlipStatus[]>

export const mayDo = (act: SlipAct, status: SlipStatus): boolean =>
  (possibleIn[act] as readonly SlipStatus[]).includes(status)

export type SlipEvent =
  | { readonly type: 'slip-opened'; readonly data: SlipFile }
  | { readonly type: 'slip-answered'; readonly data: SlipAnswer }
  | { readonly type: 'slip-raised'; readonly data: Raise }
  | { readonly type: 'upper-answered'; readonly data: UpperAnswer }
  | ChaseEvent

export const roundOf = ({ raises }: Worked): number => raises.filter(({ answer }) => answer).length

/** Answers since the slip last came back from above. */
export const answersNow = (slip: OpenedSlip): readonly SlipAnswer[] =>
  slip.answers.filter(({ round }) => round === roundOf(slip))

export const pendingOf = (slip: OpenedSlip): readonly string[] =>
  slip.departments.filter(org => !answersNow(slip).some(({ by }) => by.org === org))

/** F2: closed when all have answered; solved when every one of them has solved it. */
const settled = (slip: OpenedSlip): OpenedSlip => {
  if (pendingOf(slip).length > 0) return slip
  const solved = answersNow(slip).every(({ result }) => result === 'solved')
  return { ...slip, status: solved ? 'solved' : 'unsolved' }
}

const evolve = (state: Slip, event: SlipEvent): Slip => {
  if (state.status === 'none')
    return event.type === 'slip-opened' ? { status: 'open', ...event.data, answers: [], raises: [] } : state
  switch (event.type) {
    case 'slip-opened':
      return state
    case 'work-warned.v1':
    case 'work-settled.v1':
      return { ...state, warned: remembered(state.warned ?? [], event) }
    case 'due-recomputed':
      return { ...state, due: event.data.due }
    case 'slip-answered':
      return settled({ ...state, answers: [...state.answers, event.data] })
    case 'slip-raised':
      return { ...state, status: 'raised', due: event.data.due, raises: [...state.raises, event.data] }
    case 'upper-answered': {
      const last = state.raises.at(-1)
      if (!last) return state
      const raises = [...state.raises.slice(0, -1), { ...last, answer: event.data }]
      // F3: back down, where the same departments carry the answer out.
      return { ...state, status: 'open', due: event.data.due, raises }
    }
  }
}

export const slipAggregate: AggregateDefinition<Slip, SlipEvent> = {
  name: 'slip',
  initial: { status: 'none' },
  evolve,
}

/** Derived from the request, so that a retry opens the same slip. */
export const slipIdOf = (regionCode: string, causeKey: string): string =>
  `SL-${regionCode}-${sha256(causeKey).slice(0, 12)}`
