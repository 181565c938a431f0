import { expect, test } from 'vitest'
import * as z from 'zod'
import { parseAs } from './validate.ts'

const schema = z.object({ name: z.string(), reasons: z.array(z.object({ detail: z.string() })) })
const said = (name: string, detail = '经营正常') => parseAs(schema, { name, reasons: [{ detail }] }, 'body')

test('rare characters, line breaks and tabs are text like any other', () => {
  for (const name of ['𠮷䶮·𰻞有限公司', '第一行\n第二行\t\r', 'é 🙂', '\u{E000}'])
    expect(said(name).ok).toBe(true)
})

test('what neither queue nor sheet takes is refused by its field, in Chinese', () => {
  for (const sign of [
    '\u0000',
    '\u0007',
    '\u007F',
    '\uFFFF',
    '\uFFFE',
    '\u{1FFFE}',
    '\uFDD0',
    '\uD800',
    '\uDC00',
    '\uFFFD',
  ]) {
    const parsed = said(`某${sign}公司`, `${sign}`)
    expect(parsed).toMatchObject({
      refusal: {
        code: 'validation-failed',
        errors: [
          { pointer: '/name', code: 'unwritable-character', detail: expect.stringContaining('UTF-8') },
          { pointer: '/reasons/0/detail', code: 'unwritable-character' },
        ],
      },
    })
  }
})
