import { expect, test } from 'vitest'
import { refusalSchema } from '#shared/contracts/bank-gateway.ts'
import { criteria } from '#shared/contracts/vocabulary.ts'
import { classOfCriterion, classOfRefusalCode, problemClassCodes, problemClasses } from './problem-classes.ts'

test('F1 fifteen classes, each with its own name, a department, a measure and a period', () => {
  expect(problemClassCodes).toHaveLength(15)
  const all = Object.values(problemClasses)
  expect(new Set(all.map(({ label }) => label)).size).toBe(15)
  for (const { label, department, measure, workingDays } of all) {
    for (const text of [label, department, measure]) expect(text).toMatch(/[一-龥]{2}/)
    expect(workingDays).toBeGreaterThan(0)
  }
})

test('F1 every criterion and every refusal code of a bank begins with a class', () => {
  expect(Object.keys(classOfCriterion).sort()).toEqual([...criteria].sort())
  expect(Object.keys(classOfRefusalCode).sort()).toEqual([...refusalSchema.shape.code.options].sort())
})
