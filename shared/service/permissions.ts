/** Roles a token may carry (claim `role`), with the name an official knows. */
export const roleLabels = {
  platform: '融资信用服务平台',
  township: '乡镇（街道）走访人员',
  department: '部门',
  'task-force': '工作专班',
  'bank-reviewer': '专班银行审核人员',
  leader: '专班组长',
  'industry-department': '行业主管部门',
  convener: '工作机制召集人',
  bank: '银行',
  supervisor: '上级工作机制（督导）',
  operator: '系统运维',
} as const

export type Role = keyof typeof roleLabels

/** Which roles hold which permission (A2); the region and bank of the token narrow each of them further. */
export const permissions = {
  'target-lists:import': ['platform', 'department', 'task-force'],
  'visits:record': ['township', 'task-force'],
  'applications:submit': ['platform', 'township', 'task-force'],
  'applications:read': ['platform', 'township', 'task-force', 'leader', 'convener', 'supervisor'],
  'declared-list:read': ['platform', 'township', 'task-force', 'leader', 'convener', 'supervisor'],
  'entities:read': ['platform', 'township', 'task-force', 'supervisor'],
  'facts:supply': ['department'],
  'cases:read': [
    'department',
    'task-force',
    'bank-reviewer',
    'leader',
    'industry-department',
    'convener',
    'supervisor',
  ],
  'cases:review': ['task-force', 'bank-reviewer', 'leader'],
  'cases:confirm': ['industry-department'],
  'recommendation-lists:draft': ['task-force'],
  'recommendation-lists:sign': ['convener', 'leader'],
  'recommendation-lists:read': ['task-force', 'leader', 'convener', 'supervisor', 'bank'],
  'banks:register': ['operator', 'task-force'],
  'products:publish': ['operator', 'task-force', 'bank'],
  'products:read': ['platform', 'township', 'task-force', 'bank', 'supervisor', 'operator'],
  'policies:set': ['operator', 'task-force'],
  'batches:run': ['task-force'],
  'batches:read': ['task-force', 'leader', 'convener', 'supervisor'],
  'referrals:receive': ['bank'],
  'referrals:read': ['bank'],
  'referrals:feed-back': ['bank'],
  'applications:correct': ['platform', 'township', 'task-force'],
  'applications:withdraw': ['platform', 'township', 'task-force'],
  'consents:withdraw': ['platform', 'township', 'task-force'],
  'visit-plans:manage': ['task-force', 'township'],
  'left-out:report': ['platform', 'township', 'department', 'task-force', 'bank', 'supervisor'],
  'left-out:settle': ['task-force'],
  'renewals:supply': ['bank', 'platform', 'township', 'task-force'],
  'cases:claim': ['task-force', 'bank-reviewer', 'leader', 'industry-department'],
  'facts:request': ['task-force'],
  'recommendation-lists:remove': ['task-force', 'convener'],
  'blocks:manage': ['task-force', 'operator'],
  'coachings:work': ['township', 'task-force'],
  'slips:work': ['township', 'department', 'task-force'],
  'slips:raise': ['convener'],
  'delegations:manage': ['convener'],
  'exposures:read': ['task-force', 'leader', 'convener', 'supervisor'],
  'warnings:read': ['task-force', 'leader', 'convener', 'supervisor'],
  'off-list-credits:report': ['bank'],
  'funnel:read': ['task-force', 'leader', 'convener', 'supervisor'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof permissions

/** True when the role holds the permission at all; region and bank are checked by the guard. */
export const holds = (role: Role, permission: Permission): boolean =>
  (permissions[permission] as readonly Role[]).includes(role)
