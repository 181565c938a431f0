import type { Province } from './province.ts'

export const henan: Province = {
  code: '41',
  name: '河南省',
  partition: 'aws',
  region: 'ap-east-1',
  issuer: 'https://login.henan.rongxie.example',
  audience: ['rongxie-api'],
  alarmEmails: [],
  logRetentionDays: 180,
  logLevel: 'INFO',
  throttle: { ratePerSecond: 500, burst: 1000 },
}
