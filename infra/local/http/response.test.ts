import { describe, expect, test } from 'vitest'
import { answerOf } from './response.ts'

const text = (result: unknown) => {
  const { status, headers, body } = answerOf(result)
  return [status, headers['content-type'], body.toString()]
}

describe('answers of a function, payload format 2.0', () => {
  test.each([
    ['a text', 'hello', [200, 'application/json', 'hello']],
    ['an object without a status', { a: 1 }, [200, 'application/json', '{"a":1}']],
    ['nothing', null, [200, 'application/json', 'null']],
    ['a status alone', { statusCode: 204 }, [204, 'text/plain;charset=UTF-8', '']],
    [
      'headers in any case',
      { statusCode: '201', headers: { 'Content-Type': 'text/html' }, body: 'x' },
      [201, 'text/html', 'x'],
    ],
    [
      'a binary body',
      { statusCode: 200, headers: {}, body: Buffer.from('京').toString('base64'), isBase64Encoded: true },
      [200, 'text/plain;charset=UTF-8', '京'],
    ],
    [
      'what is no answer',
      { statusCode: 'yes' },
      [500, 'application/json', '{"message":"Internal Server Error"}'],
    ],
    [
      'a body that is no text',
      { statusCode: 200, body: { a: 1 } },
      [500, 'application/json', '{"message":"Internal Server Error"}'],
    ],
  ])('%s', (_name, result, expected) => {
    expect(text(result)).toEqual(expected)
  })

  test('cookies become one header each', () => {
    expect(answerOf({ statusCode: 200, cookies: ['a=1', 'b=2'] }).headers['set-cookie']).toEqual([
      'a=1',
      'b=2',
    ])
  })
})
