import { startStack } from '#infra/local/stack.ts'
import type { Ask, Ready } from './stack.ts'

// A province's whole stack as a process of its own: stack-child.ts <folder> <port> <county>.

const [dataDir = '', port = '', county = ''] = process.argv.slice(2)
const stack = await startStack({ province: county.slice(0, 2), dataDir, port: Number(port), county })
const { endpoints, region, queues } = stack.runtime
process.send?.({ baseUrl: stack.baseUrl, sqs: endpoints.sqs, region, queues } satisfies Ready)

const ended = async (): Promise<void> => {
  await stack.stop()
  process.exit(0)
}
process.on('disconnect', () => void ended())
process.on('message', (ask: Ask) => {
  if (ask === 'stop') return void ended()
  void stack.settled().then(() => process.send?.('settled'))
})
