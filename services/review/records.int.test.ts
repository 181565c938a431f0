import { afterAll, beforeAll, expect, test } from 'vitest'
import { claims, county } from './testing/cases.ts'
import { type Desk, openDesk } from './testing/desk.ts'

// The day of the desk is 2025-03-03 (Asia/Shanghai).
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(async () => {
  await desk.stop()
})

const taskForce = claims('task-force', 'clerk', county, 'office-511702')
const city = claims('supervisor', 'up', '511700')
const beside = claims('task-force', 'x', '511703')
const township = (sub: string, n = 4) => claims('township', sub, `51170210${n}`, `township-51170210${n}`)
const [meetings, trainings, documents] = ['meetings', 'trainings', 'documents'].map(of => `/review/v1/${of}`)
if (!meetings || !trainings || !documents) throw new Error('three paths')

const meeting = {
  regionCode: county,
  kind: 'dispatch',
  title: '三月调度会',
  calledBy: 'mechanism-511702',
  heldOn: '2025-02-28',
  attendees: ['office-511702', 'township-511702104'],
  agenda: ['申报清单进展'],
  decisions: [
    { what: '三月十日前补报走访', responsible: 'township-511702104', dueOn: '2025-03-10' },
    { what: '督促银行反馈', responsible: 'office-511702', dueOn: '2025-03-02' },
  ],
}
const training = {
  regionCode: county,
  topic: '五项标准怎样核',
  trainerOrg: 'office-511702',
  heldOn: '2025-02-20',
  attended: [
    { org: 'township-511702104', sub: 'li' },
    { org: 'township-511702105', sub: 'li' },
  ],
  evidence: '签到表 2025-3 号',
}
const document = {
  regionCode: county,
  number: '通区融协〔2025〕3号',
  title: '关于补报走访的通知',
  issuer: 'office-511702',
  issuedOn: '2025-03-01',
  recipients: ['township-511702104', 'township-511702105'],
  sha256: 'a'.repeat(64),
}

test('A5 a meeting with what was decided, each decision followed to its end, once', async () => {
  const recorded = await desk.call(taskForce, 'POST', meetings, meeting, 'm-1')
  expect(recorded.status).toBe(201)
  expect((await desk.call(taskForce, 'POST', meetings, meeting, 'm-1')).text).toBe(recorded.text)
  const { meetingId } = recorded.body
  const path = `${meetings}/${meetingId}`
  const outcome = (number: number | string, who = taskForce, result = 'done') =>
    desk.call(who, 'POST', `${path}/decisions/${number}/outcome`, { result, detail: '已办结' })
  const late = await desk.call(taskForce, 'GET', path)
  expect(late.body.decisions).toMatchObject([
    { number: 1, overdue: false },
    { number: 2, overdue: true },
  ])
  expect(await outcome(2)).toMatchObject({ status: 201, body: { number: 2, open: 1 } })
  expect(await outcome(2, taskForce, 'not-done')).toMatchObject({
    status: 409,
    body: { code: 'already-reported', result: 'done' },
  })
  expect((await outcome(3)).status).toBe(404)
  expect((await outcome(0)).status).toBe(422)
  expect((await outcome(1, beside)).status).toBe(404)
  // The organisation responsible reports, wherever it stands.
  const responsible = claims('township', 'y', '511702104', 'township-511702104')
  expect((await outcome(1, claims('department', 'z'))).status).toBe(404)
  expect(await outcome(1, responsible, 'not-done')).toMatchObject({ status: 201, body: { open: 0 } })
  await desk.refreshViews('meeting', meetingId)
  const listed = await desk.call(city, 'GET', `${meetings}?region=511700`)
  expect(listed.body.items).toMatchObject([{ meetingId, kindLabel: '调度会', decisions: 2, open: 0 }])
  expect((await desk.call(township('li'), 'GET', path)).body.decisions).toMatchObject([
    { outcome: { result: 'not-done', resultLabel: '未能落实', by: { sub: 'y' } } },
    { overdue: false, outcome: { result: 'done' } },
  ])
  expect((await desk.call(township('li', 6), 'GET', path)).status).toBe(404)
})

test('A5 H4 a correction is a new record that names the one it puts right', async () => {
  const first = await desk.call(taskForce, 'POST', meetings, meeting)
  const again = { ...meeting, title: '三月第一次调度会', corrects: first.body.meetingId }
  const second = await desk.call(taskForce, 'POST', meetings, again)
  expect((await desk.call(taskForce, 'GET', `${meetings}/${second.body.meetingId}`)).body).toMatchObject({
    corrects: first.body.meetingId,
  })
  expect((await desk.call(taskForce, 'GET', `${meetings}/${first.body.meetingId}`)).body.title).toBe(
    '三月调度会',
  )
  const elsewhere = { ...again, regionCode: '511703' }
  const wide = claims('task-force', 'city', '511700')
  for (const body of [{ ...again, corrects: 'MT-511702-none' }, elsewhere])
    expect(await desk.call(wide, 'POST', meetings, body)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/corrects' }] },
    })
})

test('A5 training of visitors with its evidence, by region and by person', async () => {
  const { body, status } = await desk.call(taskForce, 'POST', trainings, training)
  expect([status, body.attended]).toEqual([201, 2])
  await desk.refreshViews('training', body.trainingId)
  const alone = { ...training, topic: '清单填报', attended: [training.attended[0]], heldOn: '2025-02-25' }
  const other = await desk.call(taskForce, 'POST', trainings, alone)
  await desk.refreshViews('training', other.body.trainingId)
  const topics = async (query: string, who = taskForce) => {
    const answer = await desk.call(who, 'GET', `${trainings}?${query}`)
    return answer.body.items.map(({ topic }: { topic: string }) => topic)
  }
  expect(await topics(`region=${county}`)).toEqual(['清单填报', '五项标准怎样核'])
  expect(await topics(`region=${county}&person=township-511702104/li`)).toEqual([
    '清单填报',
    '五项标准怎样核',
  ])
  // The same name in another township is another person.
  expect(await topics(`region=${county}&person=township-511702105/li`)).toEqual(['五项标准怎样核'])
  expect(await topics('region=511703&person=township-511702105/li', beside)).toEqual([])
  const own = await desk.call(taskForce, 'GET', `${trainings}?region=${county}&person=township-511702104/li`)
  expect(own.body.items[0]).toMatchObject({ evidence: '签到表 2025-3 号', attended: 1 })
  expect(own.text).not.toMatch(/township-511702105/)
})

test('A5 a document sent out, with the receipt of each recipient, once', async () => {
  const sent = await desk.call(taskForce, 'POST', documents, document)
  expect(sent).toMatchObject({ status: 201, body: { recipients: 2 } })
  const { documentId } = sent.body
  expect((await desk.call(taskForce, 'POST', documents, document)).body).toEqual(sent.body)
  expect(await desk.call(taskForce, 'POST', documents, { ...document, title: '另一通知' })).toMatchObject({
    status: 409,
    body: { code: 'already-recorded', documentId },
  })
  const path = `${documents}/${documentId}`
  const receive = (who: ReturnType<typeof claims>) => desk.call(who, 'POST', `${path}/receipts`, {})
  const race = await Promise.all(['li', 'wang', 'zhao'].map(sub => receive(township(sub))))
  expect(race.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  expect(race.find(({ status }) => status === 409)?.body.code).toBe('already-received')
  expect((await receive(taskForce)).body.code).toBe('not-recipient')
  expect((await receive(beside)).status).toBe(404)
  await desk.refreshViews('document', documentId)
  const inbox = await desk.call(township('li', 5), 'GET', '/review/v1/own-documents')
  expect(inbox.body.items).toMatchObject([{ documentId, received: false, unreceived: 1 }])
  expect((await desk.call(taskForce, 'GET', path)).body).toMatchObject({
    recipients: document.recipients,
    unreceived: ['township-511702105'],
    receipts: [{ by: { org: 'township-511702104' } }],
    sha256: document.sha256,
  })
  expect((await desk.call(beside, 'GET', path)).status).toBe(404)
  expect((await desk.call(township('x', 6), 'GET', path)).status).toBe(404)
  const list = await desk.call(city, 'GET', `${documents}?region=511700`)
  expect(list.body.items).toMatchObject([{ number: document.number, unreceived: 1 }])
})

test('A5 A2 nothing is recorded or listed beside the own subtree; a foreign cursor is refused', async () => {
  for (const [path, body] of [
    [meetings, meeting],
    [trainings, training],
    [documents, document],
  ] as const) {
    expect((await desk.call(beside, 'POST', path, body)).body.code).toBe('outside-region')
    expect((await desk.call(beside, 'GET', `${path}?region=${county}`)).body.code).toBe('outside-region')
    expect(
      (await desk.call(taskForce, 'GET', `${path}?region=${county}&cursor=zz`)).body.errors,
    ).toMatchObject([{ pointer: '?cursor' }])
  }
})

const decision = meeting.decisions[0]
test.each([
  [meetings, meeting, { kind: 'party' }, '/kind', /须为以下之一.*consultation/],
  [meetings, meeting, { heldOn: '2025-03-04' }, '/heldOn', /不得晚于今天/],
  [meetings, meeting, { attendees: [] }, '/attendees', /至少 1 个/],
  [meetings, meeting, { attendees: ['aa', 'aa'] }, '/attendees', /重复/],
  [meetings, meeting, { agenda: undefined }, '/agenda', /缺少必填字段/],
  [
    meetings,
    meeting,
    { decisions: [{ ...decision, dueOn: '2025-02-27' }] },
    '/decisions/0/dueOn',
    /不得早于会议日期/,
  ],
  [meetings, meeting, { decisions: [{ ...decision, by: 'x' }] }, '/decisions/0/by', /未知字段/],
  [meetings, meeting, { regionCode: '511799' }, '/regionCode', /没有这个区划代码/],
  [trainings, training, { attended: [] }, '/attended', /至少 1 名/],
  [trainings, training, { attended: [training.attended[0], training.attended[0]] }, '/attended/1', /重复/],
  [trainings, training, { evidence: '' }, '/evidence', /2 至 200 字/],
  [trainings, training, { heldOn: '2026-01-01' }, '/heldOn', /不得晚于今天/],
  [documents, document, { number: '补 1 号', sha256: 'A'.repeat(64) }, '/sha256', /64 位小写十六进制/],
  [documents, document, { number: '补 2 号', recipients: [] }, '/recipients', /至少 1 个/],
  [documents, document, { number: '补 3 号', issuedOn: '2025-04-01' }, '/issuedOn', /不得晚于今天/],
  [documents, document, { number: '补 4 号', corrects: 'DC-none' }, '/corrects', /没有这个编号/],
])('A5 bad record at %s: %#', async (path, whole, change, pointer, detail) => {
  const wide = claims('task-force', 'city', '511700')
  const answer = await desk.call(wide, 'POST', path, { ...whole, ...change })
  expect(answer).toMatchObject({ status: 422, body: { code: 'validation-failed' } })
  const error = answer.body.errors.find((one: { pointer: string }) => one.pointer === pointer)
  expect(error?.detail, answer.text).toMatch(detail)
})

test('A5 a person is asked for as 单位/人员', async () => {
  expect(await desk.call(taskForce, 'GET', `${trainings}?region=${county}&person=li`)).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '?person', detail: /单位标识\/人员标识/ }] },
  })
})
