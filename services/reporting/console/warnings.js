import { households, openWarnings, warningMeasure, warningText } from './format.js'
import { card, heading, headRow, make } from './funnel.js'

const cell = text => make('td', { textContent: text })

const row = warning => {
  const { code, bank, what } = warningText(warning)
  return make(
    'tr',
    {},
    heading(what, 'row'),
    cell(bank),
    cell(warning.uscc ?? warning.workId ?? ''),
    cell(code),
    cell(warningMeasure(warning)),
    cell(warning.warnedOn),
  )
}

const columns = ['预警', '银行或承办组织', '统一社会信用代码或事项', '区划', '届满之日或授信合计', '预警之日']

/** Warnings that nobody has settled (E7): how many of each kind, and the first of them. */
export const warningsCard = ({ open, items, nextCursor }) => {
  if (open.total === 0)
    return card('督办预警', make('p', { className: 'quiet', textContent: '没有未了结的预警。' }))
  const line = openWarnings(open)
    .map(({ label, count }) => `${label} ${households(count)} 件`)
    .join(' · ')
  const scroll = make(
    'div',
    { className: 'scroll', tabIndex: 0 },
    make(
      'table',
      {},
      make('caption', { className: 'unseen', textContent: '未了结的督办预警' }),
      headRow(columns.map(column => [column])),
      make('tbody', {}, ...items.map(row)),
    ),
  )
  scroll.setAttribute('role', 'region')
  scroll.setAttribute('aria-label', '未了结的督办预警')
  const shown = nextCursor === undefined ? '' : `，下列前 ${households(items.length)} 件`
  return card(
    '督办预警',
    make('p', { textContent: `未了结 ${households(open.total)} 件${shown}。` }),
    make('p', { className: 'quiet', textContent: line }),
    scroll,
  )
}
