import { expect, test } from 'vitest'
import { branch } from '../../testing/examples.ts'
import { wrongParent } from './parent.ts'

const bank = (more: object = {}) => branch('boc-a', { parentBankId: 'boc-city', ...more })
const city = branch('boc-city')

test('A3 a branch stands under a registered bank of its own institution', () => {
  expect(wrongParent(branch('boc-a'), [])).toBeUndefined()
  expect(wrongParent(bank(), [city])).toBeUndefined()
  expect(wrongParent(bank(), [])).toMatchObject({ pointer: '/parentBankId', code: 'unknown-bank' })
  expect(wrongParent(bank({ institution: { id: 'abc', name: '农行' } }), [city])).toMatchObject({
    code: 'other-institution',
    detail: '上级行 boc-city 属于法人机构 boc，本行属于 abc，须为同一机构',
  })
})

test('A3 no bank stands above itself, at any distance', () => {
  expect(wrongParent(bank({ parentBankId: 'boc-a' }), [])).toMatchObject({ code: 'own-parent' })
  const middle = branch('boc-city', { parentBankId: 'boc-top' })
  const below = [middle, branch('boc-top', { parentBankId: 'boc-a' }), branch('boc-a')]
  expect(wrongParent(bank(), below)).toMatchObject({ code: 'parent-below' })
  const deep = Array.from({ length: 7 }, (_, i) => branch(`boc-${i}`))
  expect(wrongParent(bank(), deep)).toMatchObject({ code: 'too-many-levels' })
})
