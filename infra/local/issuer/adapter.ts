import type { Adapter, Stored } from 'oidc-provider'

type Entry = { readonly payload: Stored; readonly expiresAt: number }

const sweepAbove = 500

/** Sessions, codes and grants of the issuer, in memory: after a restart people sign in again. Clients are computed. */
export const makeAdapters = (clientOf: (id: string) => Stored | undefined): ((model: string) => Adapter) => {
  const entries = new Map<string, Entry>()

  const get = (key: string): Stored | undefined => {
    const entry = entries.get(key)
    return entry !== undefined && entry.expiresAt > Date.now() ? entry.payload : undefined
  }
  const sweep = () => {
    if (entries.size < sweepAbove) return
    for (const [key, { expiresAt }] of entries) if (expiresAt <= Date.now()) entries.delete(key)
  }
  const findWhere = (model: string, field: string, value: string): Stored | undefined => {
    for (const key of entries.keys()) {
      const payload = key.startsWith(`${model}:`) ? get(key) : undefined
      if (payload?.[field] === value) return payload
    }
    return undefined
  }

  return model => {
    const keyOf = (id: string) => `${model}:${id}`
    return {
      upsert: async (id, payload, expiresIn) => {
        sweep()
        const expiresAt = expiresIn === undefined ? Number.POSITIVE_INFINITY : Date.now() + expiresIn * 1000
        entries.set(keyOf(id), { payload, expiresAt })
      },
      find: async id => (model === 'Client' ? clientOf(id) : get(keyOf(id))),
      findByUid: async uid => findWhere(model, 'uid', uid),
      findByUserCode: async userCode => findWhere(model, 'userCode', userCode),
      consume: async id => {
        const payload = get(keyOf(id))
        if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000)
      },
      destroy: async id => {
        entries.delete(keyOf(id))
      },
      revokeByGrantId: async grantId => {
        for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key)
      },
    }
  }
}
