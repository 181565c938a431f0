import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { findRegion } from '#shared/domain/regions.ts'
import { localProvince, provinces } from './index.ts'
import { allowsPublicRoutes } from './province.ts'

test('A1 every province’s code and name are those of the region table', () => {
  for (const { code, name } of provinces) expect(findRegion(`${code}0000`)?.name).toBe(name)
})

test('every file of a province is listed, and none twice', async () => {
  const others = ['index.ts', 'local.ts', 'province.ts']
  const files = (await readdir(import.meta.dirname)).filter(
    f => !f.endsWith('.test.ts') && !others.includes(f),
  )
  expect(new Set(provinces.map(({ code }) => code)).size).toBe(files.length)
})

test('one province stands in the aws partition and one in aws-cn, each in a region of its own partition', () => {
  expect(new Set(provinces.map(({ partition }) => partition))).toEqual(new Set(['aws', 'aws-cn']))
  for (const { partition, region } of provinces) expect(region.startsWith('cn-')).toBe(partition === 'aws-cn')
})

test('C4 SM2 keys exist in AWS China alone', () => {
  expect(provinces.map(({ signature }) => signature)).toContain('sm2')
  for (const { signature, partition } of provinces) if (signature === 'sm2') expect(partition).toBe('aws-cn')
})

test('an issuer is reached over HTTPS and has no slash at its end, as it stands in the tokens', () => {
  for (const { issuer } of provinces) expect(issuer).toMatch(/^https:\/\/[^ ]+[^/]$/)
})

test('public routes in China need an ICP licence', () => {
  const [inChina] = provinces.filter(({ partition }) => partition === 'aws-cn')
  if (inChina === undefined) throw new Error('no province in aws-cn')
  expect(allowsPublicRoutes(inChina)).toBe(false)
  expect(allowsPublicRoutes({ ...inChina, icpLicence: '备案号' })).toBe(true)
  expect(allowsPublicRoutes({ ...inChina, partition: 'aws' })).toBe(true)
})

test('E3 no province that is deployed lets a webhook reach its own machine', () => {
  for (const province of provinces) expect(province).not.toHaveProperty('webhookLoopback')
  expect(localProvince('51').webhookLoopback).toBe('allowed')
})

test('any province can run locally, and only a province', () => {
  expect(localProvince('61')).toMatchObject({ code: '61', name: '陕西省', partition: 'aws' })
  expect(() => localProvince('99')).toThrow('99')
  expect(() => localProvince('5117')).toThrow('5117')
})
