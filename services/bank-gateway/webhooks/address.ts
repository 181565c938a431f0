import { BlockList, isIP } from 'node:net'

/** Not to be reached from outside: the special-purpose registries of IANA, and multicast. */
const specialV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

/** Of IPv6 only global unicast is public, and of that not what is a tunnel, a document's example or a protocol's own. */
const publicV6: readonly [string, number] = ['2000::', 3]
const specialV6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
]

const listOf = (nets: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList()
  for (const [net, prefix] of nets) list.addSubnet(net, prefix, family)
  return list
}
const refusedV4 = listOf(specialV4, 'ipv4')
const allowedV6 = listOf([publicV6], 'ipv6')
const refusedV6 = listOf(specialV6, 'ipv6')

/** True for an IP address of the open internet; one that names an interface of this machine is none. */
export const isPublicAddress = (address: string): boolean => {
  const family = address.includes('%') ? 0 : isIP(address)
  if (family === 4) return !refusedV4.check(address, 'ipv4')
  return family === 6 && allowedV6.check(address, 'ipv6') && !refusedV6.check(address, 'ipv6')
}

const namedForInside =
  /(^|\.)(localhost|local|internal|private|intranet|lan|home|corp|localdomain|arpa|test|invalid|onion)$/

const isLoopback = (url: URL): boolean =>
  url.protocol === 'http:' && url.hostname === '127.0.0.1' && url.port !== ''

/**
 * What is wrong with an address that a bank gives, or undefined (SSRF).
 * The URL parser has turned decimal, octal and hexadecimal forms of an IP address into the usual one.
 */
export const urlFault = (text: string, loopbackAllowed: boolean): string | undefined => {
  if (!URL.canParse(text)) return '不是完整的网址，例：https://hooks.bank.example.cn/rongxie'
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return '网址中不得带用户名或口令'
  if (url.hash !== '') return '网址中不得带 # 片段'
  if (loopbackAllowed && isLoopback(url)) return undefined
  if (url.protocol !== 'https:') return '须为 https 网址'
  const port = url.port === '' ? 443 : Number(url.port)
  if (port !== 443 && port < 1024) return '端口须为 443 或不小于 1024'
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '')
  if (isIP(host) !== 0) return isPublicAddress(host) ? undefined : '不得为内网、本机或保留的 IP 地址'
  if (!host.includes('.') || namedForInside.test(host)) return '须为公网域名，不得为内网或本机名称'
  return undefined
}
