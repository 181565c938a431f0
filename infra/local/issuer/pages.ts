import type { Identity } from '../identities.ts'

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)

const page = (title: string, body: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · 融协</title>
<style>
body { margin: 0; font: 16px/1.6 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #1f2933; background: #f4f6f8 }
main { max-width: 26rem; margin: 12vh auto 0; padding: 2rem; background: #fff; border: 1px solid #d9e0e6; border-radius: 8px }
h1 { margin: 0 0 .5rem; font-size: 1.25rem }
p { margin: 0 0 1.25rem; color: #52606d }
button { display: block; width: 100%; margin: 0 0 .75rem; padding: .75rem 1rem; font: inherit; text-align: left; color: inherit; background: #fff; border: 1px solid #9fb3c8; border-radius: 6px; cursor: pointer }
button:hover, button:focus-visible { border-color: #0b69a3; background: #eef6fc }
</style>
</head>
<body><main>${body}</main></body>
</html>
`

/** One click signs in as one of the supervisors: the accounts are made up, there is nothing to type. */
export const signInPage = (uid: string, people: readonly Identity[]): string =>
  page(
    '登录',
    `<h1>融协 · 登录</h1>
<p>本机演示环境，请选择身份。</p>
<form method="post" action="/oidc/sign-in/${escapeHtml(uid)}">
${people
  .map(({ sub, name }) => `<button name="account" value="${escapeHtml(sub)}">${escapeHtml(name)}</button>`)
  .join('\n')}
</form>`,
  )

export const signOutPage = (form: string): string =>
  page('退出', `<h1>退出登录</h1><p>正在退出……</p>${form}<script>document.forms[0].submit()</script>`)

export const signedOutPage = (): string => page('已退出', '<h1>已退出登录</h1><p>可以关闭本页。</p>')

export const errorPage = (code: string, description: string): string =>
  page('出错了', `<h1>无法继续登录</h1><p>${escapeHtml(description)}（${escapeHtml(code)}）</p>`)
