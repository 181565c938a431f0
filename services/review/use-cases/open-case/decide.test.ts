import { expect, test } from 'vitest'
import { given, opened, passed, profile } from '../../testing/cases.ts'
import { openCase } from './decide.ts'

test('C2 a declared application begins at the first level', () => {
  expect(given(opened())).toMatchObject({ status: 'task-force-review', file: { profile: profile() } })
  expect(openCase({ status: 'none' }, profile())).toMatchObject({ events: [opened()] })
})

test('C2 told twice, it begins once', () => {
  expect(openCase(given(opened(), passed('task-force')), profile()).kind).toBe('unchanged')
})
