import { expect, test } from 'vitest'
import { maskIdNumber, maskName, maskPhone } from './mask.ts'

test.each([
  ['13812345678', '138****5678'],
  ['138 1234 5678', '138****5678'],
  ['138-1234-5678', '138****5678'],
  ['+8613812345678', '138****5678'],
  ['１３８１２３４５６７８', '138****5678'],
  ['0818-2345678', '*********78'],
  ['12345', '*****'],
  ['', ''],
])('H3 phone %j shows as %j', (phone, shown) => expect(maskPhone(phone)).toBe(shown))

test.each([
  ['王某某', '王**'],
  ['王某', '王*'],
  ['王', '*'],
  [' 欧阳某某 ', '欧***'],
  ['𠮷某', '𠮷*'],
  ['', ''],
])('H3 name %j shows as %j', (name, shown) => expect(maskName(name)).toBe(shown))

test.each([
  ['11010519491231002X', '1****************X'],
  ['110105491231002', '1*************2'],
  ['123456', '******'],
])('H3 number %j shows as %j', (number, shown) => expect(maskIdNumber(number)).toBe(shown))
