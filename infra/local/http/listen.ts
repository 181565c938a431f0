import { createServer, type Server } from 'node:http'
import type { Gateway } from './gateway.ts'

export type Listener = { readonly port: number; readonly stop: () => Promise<void> }

const open = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })

const close = async (server: Server): Promise<void> => {
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
}

const isMissing = (error: NodeJS.ErrnoException) =>
  error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT' || error.code === 'EINVAL'

/** Listens on loopback alone, in both its families, so that `localhost` means this server whatever it resolves to. */
export const listenOnLoopback = async (port: number, handle: Gateway): Promise<Listener> => {
  const [four, six] = [createServer(handle), createServer(handle)]
  const bound = await open(four, '127.0.0.1', port).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') throw new Error(`端口 ${port} 已被占用，请换一个端口`)
    throw error
  })
  const both = await open(six, '::1', bound).then(
    () => true,
    async (error: NodeJS.ErrnoException) => {
      if (isMissing(error)) return false
      await close(four)
      throw new Error(`端口 ${bound} 在 ::1 上已被占用，请换一个端口`)
    },
  )
  return {
    port: bound,
    stop: async () => {
      await close(four)
      if (both) await close(six)
    },
  }
}
