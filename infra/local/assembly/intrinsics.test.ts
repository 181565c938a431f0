// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of Fn::Sub
import { describe, expect, test } from 'vitest'
import { noValue, resolveIntrinsics } from './intrinsics.ts'

const scope = {
  ref: (name: string) => (name === 'AWS::NoValue' ? noValue : `<${name}>`),
  getAtt: (id: string, attribute: string) => `<${id}.${attribute}>`,
  importValue: (name: string) => `import ${name}`,
}
const resolve = (value: unknown) => resolveIntrinsics(value, scope)

describe('intrinsic functions', () => {
  test.each([
    [{ Ref: 'Queue' }, '<Queue>'],
    [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, '<Queue.Arn>'],
    [{ 'Fn::GetAtt': 'Queue.Arn' }, '<Queue.Arn>'],
    [{ 'Fn::Join': ['/', ['a', { Ref: 'B' }, 3]] }, 'a/<B>/3'],
    [{ 'Fn::Sub': 'x-${AWS::Region}-${Q.Arn}-${!kept}' }, 'x-<AWS::Region>-<Q.Arn>-${kept}'],
    [{ 'Fn::Sub': ['${own}-${Q}', { own: { Ref: 'R' } }] }, '<R>-<Q>'],
    [{ 'Fn::ImportValue': { 'Fn::Sub': '${AWS::StackName}-q' } }, 'import <AWS::StackName>-q'],
    [{ 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    [{ A: { Ref: 'AWS::NoValue' }, B: [{ Ref: 'AWS::NoValue' }, 1] }, { B: [1] }],
    [{ nested: [{ deep: { Ref: 'X' } }, null, true] }, { nested: [{ deep: '<X>' }, null, true] }],
  ])('%j is %j', (value, expected) => {
    expect(resolve(value)).toEqual(expected)
  })

  test('one that is not known is refused by name', () => {
    expect(() => resolve({ 'Fn::Cidr': [] })).toThrow('Fn::Cidr')
  })

  test('a join over something that is no text is refused', () => {
    expect(() => resolve({ 'Fn::Join': ['', [{ a: 1 }]] })).toThrow('应为文本')
  })
})
