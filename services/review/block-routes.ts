import type { RouteDeclaration } from '#shared/service/declaration.ts'

/** Block lists and delegations (C8, C9, A1). */
export const blockRoutes = {
  addBlocks: {
    method: 'POST',
    path: '/review/v1/blocks',
    permission: 'blocks:manage',
    title: '登记限制名单',
  },
  listBlocks: { method: 'GET', path: '/review/v1/blocks', permission: 'blocks:manage', title: '限制名单' },
  endBlock: {
    method: 'POST',
    path: '/review/v1/blocks/{blockId}/end',
    permission: 'blocks:manage',
    title: '停用限制名单条目',
  },
  exportBlocks: {
    method: 'GET',
    path: '/review/v1/blocks/file',
    permission: 'blocks:manage',
    title: '导出签名的限制名单文件',
  },
  importBlocks: {
    method: 'POST',
    path: '/review/v1/blocks/imports',
    permission: 'blocks:manage',
    title: '引入其他地区的限制名单文件',
  },
  delegate: {
    method: 'POST',
    path: '/review/v1/delegations',
    permission: 'delegations:manage',
    title: '召集人委托代行签发',
  },
  listDelegations: {
    method: 'GET',
    path: '/review/v1/delegations',
    permission: 'delegations:manage',
    title: '委托代行签发的记录',
  },
} as const satisfies Record<string, RouteDeclaration>
