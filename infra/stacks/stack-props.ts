import type { StackProps } from 'aws-cdk-lib'
import type { Province } from '../provinces/province.ts'

export const stackProps = (province: Province, description: string): StackProps => ({
  env: { region: province.region, ...(province.account === undefined ? {} : { account: province.account }) },
  description: `融协 ${province.name} ${description}`,
  tags: { product: 'rongxie', province: province.code },
  terminationProtection: true,
})
