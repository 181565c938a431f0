import type { ServiceDeclaration } from '#shared/service/declaration.ts'

export const service = {
  name: 'reporting',
  title: '统计与督导',
  purpose: 'Counts every enterprise and every amount once, for all levels and banks, and shows the funnel.',
  publishes: [],
  consumes: {
    'entity-listed.v1': 'counts the enterprises to be visited (B1, G1)',
    'entity-visited.v1': 'counts the enterprises visited and those with a demand (B3, G1)',
    'application-declared.v1': 'counts the enterprises declared and what they ask for (B4, G1)',
    'application-screened-out.v1': 'counts the enterprises that failed the first screening (B4, G1)',
    'application-returned.v1': 'counts the enterprises whose material was sent back (C2, G1)',
    'application-refused.v1': 'counts the enterprises refused in review (C6, G1)',
    'application-recommended.v1': 'counts the enterprises on signed recommended lists (C4, G1)',
    'application-corrected.v1': 'puts the corrected amount in the place of the one declared (B6, G1)',
    'application-withdrawn.v1': 'counts the enterprises that took their application back (B5, G1)',
    'application-removed.v1':
      'counts the enterprises removed from a list and settles the warning of misuse that led there (C7, G1)',
    'coaching-opened.v1': 'counts the enterprises that coaching began for (F1, G1)',
    'coaching-closed.v1': 'counts the enterprises that were repaired (F1, G1)',
    'bank-registered.v1': 'gives each row of the report by bank its name (G1)',
    'referral-dispatched.v1': 'counts the enterprises pushed, in all and to each bank (D1, G1)',
    'referral-accepted.v1':
      'counts the enterprises taken on by banks and settles the warnings of silence (E3, E7, G1)',
    'enterprise-contacted.v1': 'counts the enterprises contacted, for the contact coverage (E3, G1, G3)',
    'materials-completed.v1': 'counts the enterprises whose material is complete (E1, G1)',
    'credit-decided.v1':
      'counts grants with their lines, refusals and withdrawals apart, and settles the warnings of the referral (E1, E2, E7, G1)',
    'loan-drawn.v1': 'counts the enterprises that drew and what was lent (E3, G1)',
    'loan-renewed.v1':
      'counts the enterprises whose loan was renewed and what was renewed, without repayment apart (E4, B12, G1)',
    'loan-repaid.v1': 'counts the enterprises that repaid everything lent on a line (E3, G1)',
    'credit-withdrawn.v1': 'counts the lines that banks took back, beside those granted (E3, G1)',
    'feedback-corrected.v1':
      'puts the right days, line and amount lent in the place of the earlier ones (E3, H4, G1)',
    'off-list-credit-recorded.v1':
      'counts credit to enterprises on neither list, in figures of its own (D7, G1)',
    'clock-warned.v1':
      'shows a clock near, at or past its end to the levels above, a recall nobody acknowledged too (E7, C7)',
    'referral-unaccepted.v1': 'shows the levels above a bank that did not answer in time (E7)',
    'referral-recalled.v1':
      'settles the warnings of a bank that is to stop, as its clocks end with the recall (B5, C7, E7)',
    'recall-acknowledged.v1': 'settles the warnings of a referral that was called back (C7, E7)',
    'exposure-warned.v1':
      'shows the levels above that banks together granted more than was asked for, or than the ceiling of its size (D4)',
    'exposure-eased.v1': 'settles the warning of an exposure that is back under both (D4)',
    'work-warned.v1':
      'shows the levels above coaching, slips and fact requests near, at or past their due day (E7, F1, F2, C1)',
    'work-settled.v1': 'settles the warning of work that is done or no longer asked for (E7)',
    'webhook-disabled.v1':
      'shows each region that a bank serves that its interface was switched off (E3, E7)',
    'webhook-enabled.v1': 'settles that warning (E3, E7)',
    'loan-misused.v1':
      'shows the levels above a misuse or false statement until the task force removes (E6, C7)',
  },
  routes: {
    funnel: {
      method: 'GET',
      path: '/reports/v1/funnel',
      permission: 'funnel:read',
      title: '融资协调进度：按区划或银行的全流程户数与金额',
    },
    warnings: {
      method: 'GET',
      path: '/reports/v1/warnings',
      permission: 'warnings:read',
      title: '督办预警：本辖区未了结的时限、未受理、超额授信与贷后预警',
    },
    console: { method: 'GET', path: '/reports/', permission: 'public', title: '融资协调进度页面' },
    consoleFile: { method: 'GET', path: '/reports/{file}', permission: 'public', title: '进度页面所用文件' },
    docs: { method: 'GET', path: '/docs', permission: 'public', title: '接口文档页面' },
    docsFile: { method: 'GET', path: '/docs/{file}', permission: 'public', title: '接口文档页面所用文件' },
    openapi: {
      method: 'GET',
      path: '/openapi.json',
      permission: 'public',
      title: '接口定义（OpenAPI 3.1）',
    },
  },
  schedules: {},
  keys: {},
  bankQueues: false,
  assets: {
    'console.html': './services/reporting/console/console.html',
    'console.css': './services/reporting/console/console.css',
    'figures.css': './services/reporting/console/figures.css',
    'console.js': './services/reporting/console/console.js',
    'warnings.js': './services/reporting/console/warnings.js',
    'funnel.js': './services/reporting/console/funnel.js',
    'format.js': './services/reporting/console/format.js',
    'sign-in.js': './services/reporting/console/sign-in.js',
    'docs.html': './services/reporting/console/docs.html',
    'docs.js': './services/reporting/console/docs.js',
    'openapi.json': './docs/openapi.json',
    'swagger-ui.css': 'swagger-ui-dist/swagger-ui.css',
    'swagger-ui-bundle.js': 'swagger-ui-dist/swagger-ui-bundle.js',
  },
} as const satisfies ServiceDeclaration
