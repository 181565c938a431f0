import type { RouteDeclaration } from '#shared/service/declaration.ts'

/** The register of organisations and terms of office (A1, A2, A4). */
export const organisationRoutes = {
  registerOrganisation: {
    method: 'PUT',
    path: '/review/v1/organisations/{organisationId}',
    permission: 'organisations:manage',
    title: '登记或变更单位',
  },
  listOrganisations: {
    method: 'GET',
    path: '/review/v1/organisations',
    permission: 'organisations:read',
    title: '单位名录',
  },
  readOrganisation: {
    method: 'GET',
    path: '/review/v1/organisations/{organisationId}',
    permission: 'organisations:read',
    title: '单位及其历次登记',
  },
  appoint: {
    method: 'POST',
    path: '/review/v1/organisations/{organisationId}/appointments',
    permission: 'organisations:manage',
    title: '登记任职',
  },
  endTerm: {
    method: 'POST',
    path: '/review/v1/organisations/{organisationId}/appointments/{appointmentId}/end',
    permission: 'organisations:manage',
    title: '结束任期',
  },
  listAppointments: {
    method: 'GET',
    path: '/review/v1/organisations/{organisationId}/appointments',
    permission: 'organisations:read',
    title: '任职名单',
  },
} as const satisfies Record<string, RouteDeclaration>
