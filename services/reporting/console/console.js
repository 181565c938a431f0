import { beijingTime, periodOf } from './format.js'
import { reportOf } from './funnel.js'
import { currentToken, finishSignIn, forget, readConfig, signIn, signOut } from './sign-in.js'
import { warningsCard } from './warnings.js'

const at = id => document.getElementById(id)
const period = at('period')

/** What is shown stands in the address, so that it can be kept and sent on. */
const asked = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)))

const addressOf = wanted =>
  `#${new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== undefined && value !== ''))}`

const say = text => {
  at('notice').textContent = text
  at('notice').hidden = text === ''
}

const show = signedIn => {
  at('welcome').hidden = signedIn
  at('report').hidden = !signedIn
  at('sign-out').hidden = !signedIn
}

const problemText = (status, problem) => {
  if (status === 403) return problem?.detail ?? '您没有查看统计的权限。'
  return problem?.detail ?? `查询未成功（${status}），请稍后重试。`
}

const fetchReport = async (name, query) => {
  const token = currentToken()
  if (token === undefined) return { signedOut: true }
  const answer = await fetch(`/reports/v1/${name}?${new URLSearchParams(query)}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  if (answer.status === 401) return { signedOut: true }
  const body = await answer.json().catch(() => undefined)
  return answer.ok ? { body } : { problem: problemText(answer.status, body) }
}

let newest = 0

const refresh = async () => {
  newest += 1
  const mine = newest
  const { region, from = '', to = '' } = asked()
  period.elements.from.value = from
  period.elements.to.value = to
  say('')
  at('figures').setAttribute('aria-busy', 'true')
  const query = Object.fromEntries(Object.entries({ region, from, to }).filter(([, value]) => value))
  const [regions, banks, warnings] = await Promise.all([
    fetchReport('funnel', { ...query, by: 'region' }),
    fetchReport('funnel', { ...query, by: 'bank' }),
    fetchReport('warnings', { ...(region ? { region } : {}), limit: '20' }),
  ])
  if (mine !== newest) return
  at('figures').removeAttribute('aria-busy')
  if (regions.signedOut) {
    forget()
    show(false)
    say('登录已过期，请重新登录。')
    return
  }
  // Whoever is signed in keeps the way back and the period, also where the answer is a refusal.
  show(true)
  at('up').hidden = region === undefined
  at('up').firstElementChild.href = addressOf({ from, to })
  if (regions.problem) {
    at('figures').replaceChildren()
    say(regions.problem)
    return
  }
  const { body } = regions
  at('region').textContent = body.region.name
  at('as-of').textContent =
    `统计时点 ${beijingTime(body.asOf)}（北京时间） · ${body.from ?? '自始'} 至 ${body.to ?? '今'}`
  const linkTo = code => addressOf({ region: code, from, to })
  const open = warnings.body ? [warningsCard(warnings.body)] : []
  at('figures').replaceChildren(...reportOf(body, banks.body, linkTo, open))
}

/** Every failure ends in a sentence on the page. */
const guarded = work => async event => {
  event?.preventDefault()
  try {
    await work(event)
  } catch (error) {
    at('figures').removeAttribute('aria-busy')
    say(error instanceof TypeError ? '网络不通或服务未启动，请稍后重试。' : error.message)
  }
}

const go = wanted => {
  const address = addressOf({ ...asked(), ...wanted })
  if (address === location.hash || (address === '#' && location.hash === '')) return refresh()
  location.hash = address
  return undefined
}

const start = guarded(async () => {
  const config = await readConfig()
  at('sign-in').addEventListener(
    'click',
    guarded(() => signIn(config)),
  )
  at('sign-out').addEventListener(
    'click',
    guarded(() => signOut(config)),
  )
  period.addEventListener(
    'submit',
    guarded(() => go({ from: period.elements.from.value, to: period.elements.to.value })),
  )
  for (const button of period.querySelectorAll('[data-period]'))
    button.addEventListener(
      'click',
      guarded(() => go(periodOf(button.dataset.period, Date.now()))),
    )
  globalThis.addEventListener('hashchange', guarded(refresh))
  show(false)
  await finishSignIn(config)
  if (currentToken() !== undefined) await refresh()
})

await start()
