import type { Province } from './province.ts'

export const sichuan: Province = {
  code: '51',
  name: '四川省',
  partition: 'aws-cn',
  region: 'cn-northwest-1',
  issuer: 'https://login.sichuan.rongxie.example',
  audience: ['rongxie-api'],
  signature: 'sm2',
  alarmEmails: [],
  logRetentionDays: 180,
  logLevel: 'INFO',
  throttle: { ratePerSecond: 500, burst: 1000 },
}
