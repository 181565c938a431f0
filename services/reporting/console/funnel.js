import { afterwards, exits, funnelOf, households, money, offList, percent, sentence } from './format.js'

/** An element with text and children; text is never read as markup. */
export const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}

const number = (text, className = 'number') => make('td', { className, textContent: text })
export const heading = (text, scope, className = '') => make('th', { scope, className, textContent: text })

export const card = (title, ...children) => {
  const section = make('section', { className: 'card' })
  section.append(make('h2', { textContent: title }), ...children)
  return section
}

const tile = (label, value, how) =>
  make(
    'div',
    { className: 'tile' },
    make('dt', { textContent: label }),
    make('dd', {}, make('strong', { textContent: value }), make('span', { textContent: how })),
  )

const tiles = ({ ratios, ...total }) =>
  make(
    'dl',
    { className: 'tiles' },
    tile('对接覆盖率', percent(ratios.contactCoverageBp), '对接 ÷ 推荐'),
    tile('授信率', percent(ratios.creditRateBp), '授信 ÷ 对接'),
    tile('放款率', percent(ratios.drawRateBp), '放款 ÷ 授信'),
    tile('授信金额', money(total.creditedFen), `${households(total.credited)} 户`),
    tile('放款金额', money(total.drawnFen), `${households(total.drawn)} 户`),
  )

const bar = width => {
  const fill = make('span', { className: 'fill' })
  fill.style.width = `${width}%`
  const cell = make('td', { className: 'bar' }, fill)
  cell.setAttribute('aria-hidden', 'true')
  return cell
}

const funnelRow = ({ label, count, width, share, fen }) =>
  make(
    'tr',
    {},
    heading(label, 'row'),
    bar(width),
    number(`${households(count)} 户`, 'number strong'),
    number(percent(share), 'number quiet share'),
    number(fen === undefined ? '' : money(fen), 'number amount'),
  )

export const headRow = columns =>
  make('thead', {}, make('tr', {}, ...columns.map(([text, className]) => heading(text, 'col', className))))

const funnel = total => {
  return card(
    '全流程进度',
    make(
      'table',
      { className: 'funnel' },
      make('caption', { className: 'unseen', textContent: '各环节户数、占上一环节的比例与金额' }),
      headRow([['环节'], [''], ['户数', 'number'], ['占上一环节', 'number'], ['金额', 'number']]),
      make('tbody', {}, ...funnelOf(total).map(funnelRow)),
    ),
    make('p', { className: 'quiet exits', textContent: `其他去向：${sentence(exits, total)}` }),
    make('p', { className: 'quiet', textContent: `授信之后：${sentence(afterwards, total)}` }),
    make('p', {
      className: 'quiet',
      textContent: `清单之外（不计入以上各环节）：${sentence(offList, total)}`,
    }),
  )
}

const count = metric => row => households(row[metric])
const amount = metric => row => money(row[metric])
const coverage = row => percent(row.ratios.contactCoverageBp)

const regionColumns = [
  ['走访', count('visited')],
  ['有需求', count('demand')],
  ['申报', count('declared')],
  ['推荐', count('recommended')],
  ['推送', count('pushed')],
  ['对接', count('contacted')],
  ['授信', count('credited')],
  ['放款', count('drawn')],
  ['授信金额', amount('creditedFen')],
  ['放款金额', amount('drawnFen')],
  ['对接覆盖率', coverage],
]

const bankColumns = [
  ['推送', count('pushed')],
  ['受理', count('accepted')],
  ['对接', count('contacted')],
  ['材料收齐', count('materialsCompleted')],
  ['授信', count('credited')],
  ['不予授信', count('notCredited')],
  ['企业放弃', count('gaveUp')],
  ['放款', count('drawn')],
  ['授信金额', amount('creditedFen')],
  ['放款金额', amount('drawnFen')],
  ['对接覆盖率', coverage],
  ['清单外授信', amount('offListCreditedFen')],
]

const table = (title, first, columns, rows, nameOf) => {
  if (rows.length === 0) return card(title, make('p', { className: 'quiet', textContent: '本期没有数字。' }))
  const body = rows.map(row => {
    const name = make('th', { scope: 'row' }, nameOf(row))
    return make('tr', {}, name, ...columns.map(([, show]) => number(show(row))))
  })
  const scroll = make(
    'div',
    { className: 'scroll', tabIndex: 0 },
    make(
      'table',
      {},
      make('caption', { className: 'unseen', textContent: title }),
      headRow([[first], ...columns.map(([label]) => [label, 'number'])]),
      make('tbody', {}, ...body),
    ),
  )
  scroll.setAttribute('role', 'region')
  scroll.setAttribute('aria-label', title)
  const unit = make('p', { className: 'quiet', textContent: '各环节为户数，单位：户。' })
  return card(title, unit, scroll)
}

/** Regions with more granted first; equal ones keep the order of their codes. */
const byCredit = rows => rows.toSorted((a, b) => b.creditedFen - a.creditedFen)

/** The whole report; `linkTo` gives the address of a child region, `after` stands below the funnel. */
export const reportOf = (regions, banks, linkTo, after = []) => {
  const { code } = regions.region
  const regionName = row =>
    row.code === code ? row.name : make('a', { href: linkTo(row.code), textContent: row.name })
  const parts = [tiles(regions.total), funnel(regions.total), ...after]
  if (regions.rows.length > 0)
    parts.push(table('按下级辖区', '辖区', regionColumns, byCredit(regions.rows), regionName))
  if (banks) parts.push(table('按银行', '银行', bankColumns, byCredit(banks.rows), row => row.name))
  return parts
}
