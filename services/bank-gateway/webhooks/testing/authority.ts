import { generate } from 'selfsigned'

export type Certificate = { readonly key: string; readonly cert: string }

const day = 86_400_000

/** A certificate authority for the length of a test file. */
export const newAuthority = async (name: string) => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, digitalSignature: true, critical: true },
    ],
  })
  return {
    /** Its own certificate, PEM. */
    ca: cert,
    /** For one host; what has less than no day left has expired. */
    issue: async (host: string, days = 1): Promise<Certificate> => {
      const made = await generate([{ name: 'commonName', value: host }], {
        keyType: 'ec',
        algorithm: 'sha256',
        notBeforeDate: new Date(Date.now() - 2 * day),
        notAfterDate: new Date(Date.now() + days * day),
        extensions: [
          { name: 'basicConstraints', cA: false },
          { name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
        ],
        ca: { key, cert },
      })
      return { key: made.private, cert: made.cert }
    },
  }
}
export type Authority = Awaited<ReturnType<typeof newAuthority>>
