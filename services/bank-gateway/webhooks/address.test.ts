import { expect, test } from 'vitest'
import { isPublicAddress, urlFault } from './address.ts'

test.each([
  ['127.0.0.1', 'loopback'],
  ['127.8.8.8', 'loopback'],
  ['10.1.2.3', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.1', 'private'],
  ['169.254.169.254', 'metadata of a cloud'],
  ['169.254.170.2', 'credentials of a container'],
  ['100.64.0.1', 'carrier-grade NAT'],
  ['100.100.100.200', 'metadata of another cloud'],
  ['0.0.0.0', 'this host'],
  ['198.18.0.1', 'benchmarks'],
  ['192.0.2.1', 'documents'],
  ['224.0.0.1', 'multicast'],
  ['255.255.255.255', 'broadcast'],
  ['::1', 'loopback'],
  ['::', 'unspecified'],
  ['fd00:ec2::254', 'metadata, unique local'],
  ['fc00::1', 'unique local'],
  ['fe80::1', 'link-local'],
  ['::ffff:127.0.0.1', 'mapped'],
  ['::ffff:169.254.169.254', 'mapped'],
  ['64:ff9b::a9fe:a9fe', 'translated'],
  ['2002:7f00:1::', '6to4'],
  ['2001:db8::1', 'documents'],
  ['ff02::1', 'multicast'],
  ['::ffff:7f00:1', 'mapped, in hexadecimal'],
  ['::ffff:0:10.0.0.1', 'translated, stateless'],
  ['::127.0.0.1', 'compatible, long since withdrawn'],
  ['64:ff9b::10.0.0.1', 'NAT64'],
  ['64:ff9b:1::1', 'NAT64 of one network'],
  ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'Teredo'],
  ['2002:a9fe:a9fe::1', '6to4 of the metadata'],
  ['2001:20::1', 'no route anywhere'],
  ['2620:4f:8000::1', 'names of private addresses'],
  ['5f00::1', 'routing of one network'],
  ['fec0::1', 'site-local, long since withdrawn'],
  ['100::1', 'discarded'],
  ['fe80::1%eth0', 'link-local with its interface'],
  ['2400:3200::1%eth0', 'an interface of this machine'],
  ['0177.0.0.1', 'octal, which a resolver may read otherwise'],
  ['', 'nothing'],
  ['bank.example', 'no address at all'],
])('H3 %s is not of the open internet: %s', address => {
  expect(isPublicAddress(address)).toBe(false)
})

test.each(['1.1.1.1', '114.114.114.114', '172.32.0.1', '100.128.0.1', '2400:3200::1', '2606:4700::1111'])(
  '%s is of the open internet',
  address => expect(isPublicAddress(address)).toBe(true),
)

test.each([
  ['http://hooks.bank.example.cn/', 'https'],
  ['ftp://hooks.bank.example.cn/', 'https'],
  ['https://user@hooks.bank.example.cn/', '用户名'],
  ['https://user:pass@hooks.bank.example.cn/', '用户名'],
  ['https://hooks.bank.example.cn/#here', '#'],
  ['https://hooks.bank.example.cn:22/', '端口'],
  ['https://hooks.bank.example.cn:80/', '端口'],
  ['https://127.0.0.1/', 'IP'],
  ['https://2130706433/', 'IP'],
  ['https://0x7f000001/', 'IP'],
  ['https://0x7f.1/', 'IP'],
  ['https://017700000001/', 'IP'],
  ['https://127.1/', 'IP'],
  ['https://0/', 'IP'],
  ['https://[::1]/', 'IP'],
  ['https://[::ffff:10.0.0.1]/', 'IP'],
  ['https://[fd00:ec2::254]/', 'IP'],
  ['https://169.254.169.254/latest/meta-data/', 'IP'],
  ['https://１２７.０.０.１/', 'IP'],
  ['https://localhost/', '域名'],
  ['https://localhost./', '域名'],
  ['https://intranet/', '域名'],
  ['https://db.internal/', '域名'],
  ['https://printer.local/', '域名'],
  ['https://1.0.168.192.in-addr.arpa/', '域名'],
  ['http://127.0.0.1:8080/', 'https'],
  ['https://hooks.bank.example.cn:0/', '端口'],
  ['https://hooks.bank.example.cn:1023/', '端口'],
  ['https://1.1.1.1@127.0.0.1/', '用户名'],
  ['https://hooks.bank.example.cn:x@127.0.0.1/', '用户名'],
  ['https://127.0.0.1\\@hooks.bank.example.cn/', 'IP'],
  ['https://127.0.0.1./', 'IP'],
  ['https://2130706433./', 'IP'],
  ['https://0177.0.0.1/', 'IP'],
  ['https://127。0。0。1/', 'IP'],
  ['https://127%2e0%2e0%2e1/', 'IP'],
  ['https://169.254.43518/', 'IP'],
  ['https://100.100.100.200/', 'IP'],
  ['https://[::ffff:7f00:1]/', 'IP'],
  ['https://[::127.0.0.1]/', 'IP'],
  ['https://[64:ff9b::a9fe:a9fe]/', 'IP'],
  ['https://[2002:a9fe:a9fe::1]/', 'IP'],
  ['https://LOCALHOST/', '域名'],
  ['https://local\thost/', '域名'],
  ['https://%6cocalhost/', '域名'],
  ['https://localhost../', '域名'],
  ['https://db.internal./', '域名'],
  ['https://Metadata.Google.Internal/', '域名'],
  ['https://ip-10-0-0-1.ec2.internal/', '域名'],
  ['https://gateway.default.svc.cluster.local/', '域名'],
  ['https://files.private/', '域名'],
  ['https://router.home.arpa/', '域名'],
  ['https://[fe80::1%25eth0]/', '网址'],
  ['https://256.0.0.1/', '网址'],
  ['hooks.bank.example.cn', '网址'],
  ['', '网址'],
])('H3 %s cannot be registered: %s', (url, why) => {
  expect(urlFault(url, false)).toContain(why)
})

test('E3 an address of the open internet can be registered', () => {
  for (const url of [
    'https://hooks.bank.example.cn/rongxie?v=1',
    'https://hooks.bank.example.cn:8443/',
    'https://银行.中国/通知',
    'https://1.1.1.1/',
    'https://[2400:3200::1]/',
  ])
    expect(urlFault(url, false), url).toBeUndefined()
})

test('H3 loopback is open on a laptop alone, and there only by its plain address and with a port', () => {
  expect(urlFault('http://127.0.0.1:9000/hook', true)).toBeUndefined()
  for (const url of [
    'http://127.0.0.1/',
    'http://localhost:9000/',
    'http://10.0.0.1:9000/',
    'http://127.0.0.2:9000/',
  ])
    expect(urlFault(url, true), url).toBeDefined()
})
