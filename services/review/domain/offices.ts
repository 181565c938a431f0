import type { OrganisationKind } from './organisation-kinds.ts'
import type { Step } from './stages.ts'

/** Offices that a person holds for a term (A1, A2). */
export const officeLabels = {
  convener: '召集人',
  'deputy-convener': '副召集人',
  leader: '组长',
  'deputy-leader': '副组长',
  'office-director': '办公室主任',
  'group-head': '工作小组负责人',
  member: '成员',
  liaison: '联络员',
  visitor: '走访人员',
  'bank-reviewer': '银行审核人员',
} as const
export type Office = keyof typeof officeLabels
export const offices = Object.keys(officeLabels) as Office[]

/** A1: which offices an organisation of each kind has. */
export const officesOf: { readonly [K in OrganisationKind]: readonly Office[] } = {
  mechanism: ['convener', 'deputy-convener', 'member', 'liaison'],
  'mechanism-office': ['office-director', 'member', 'liaison'],
  'task-force': ['leader', 'deputy-leader', 'member', 'bank-reviewer', 'liaison'],
  'office-group': ['group-head', 'member', 'liaison'],
  township: ['visitor', 'member', 'liaison'],
  department: ['member', 'liaison', 'visitor'],
  'bank-institution': ['bank-reviewer', 'visitor', 'liaison'],
  'bank-branch': ['bank-reviewer', 'visitor', 'liaison'],
  platform: ['liaison'],
}

/** A1: one at a time in each organisation. */
export const heldByOne: readonly Office[] = ['convener', 'leader']

/** A2, C2, C4, F3: the office that each act needs once the register knows it. */
export const officeFor = {
  'task-force': 'member',
  bank: 'bank-reviewer',
  leader: 'leader',
  confirmation: 'member',
  'sign-off': 'convener',
  raise: 'convener',
} as const satisfies Record<Step | 'sign-off' | 'raise', Office>

/** Who may take a step of another office: a deputy leader reviews as any member does. */
export const standIns: { readonly [O in Office]?: readonly Office[] } = { member: ['deputy-leader'] }
