import type { RouteDeclaration } from '#shared/service/declaration.ts'

/** Meetings, trainings and documents sent out, on record (A5). */
export const recordRoutes = {
  recordMeeting: {
    method: 'POST',
    path: '/review/v1/meetings',
    permission: 'meetings:record',
    title: '登记会议',
  },
  listMeetings: {
    method: 'GET',
    path: '/review/v1/meetings',
    permission: 'meetings:read',
    title: '会议记录',
  },
  readMeeting: {
    method: 'GET',
    path: '/review/v1/meetings/{meetingId}',
    permission: 'meetings:read',
    title: '会议记录及议定事项',
  },
  reportDecision: {
    method: 'POST',
    path: '/review/v1/meetings/{meetingId}/decisions/{number}/outcome',
    permission: 'meetings:read',
    title: '报告议定事项的落实情况',
  },
  recordTraining: {
    method: 'POST',
    path: '/review/v1/trainings',
    permission: 'meetings:record',
    title: '登记培训',
  },
  listTrainings: {
    method: 'GET',
    path: '/review/v1/trainings',
    permission: 'meetings:read',
    title: '培训记录',
  },
  sendDocument: {
    method: 'POST',
    path: '/review/v1/documents',
    permission: 'meetings:record',
    title: '登记发文',
  },
  listDocuments: {
    method: 'GET',
    path: '/review/v1/documents',
    permission: 'meetings:read',
    title: '发文记录',
  },
  listOwnDocuments: {
    method: 'GET',
    path: '/review/v1/own-documents',
    permission: 'meetings:read',
    title: '发给本单位的文',
  },
  readDocument: {
    method: 'GET',
    path: '/review/v1/documents/{documentId}',
    permission: 'meetings:read',
    title: '发文记录及签收情况',
  },
  receiveDocument: {
    method: 'POST',
    path: '/review/v1/documents/{documentId}/receipts',
    permission: 'meetings:read',
    title: '签收来文',
  },
} as const satisfies Record<string, RouteDeclaration>
