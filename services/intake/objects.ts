import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'

/** The bucket of uploaded files and error sheets, as far as this service uses it. */
export type ObjectStore = {
  /** An address that takes one file of exactly this size for so many seconds. */
  readonly uploadUrl: (key: string, upload: Upload) => Promise<string>
  readonly downloadUrl: (key: string, seconds: number) => Promise<string>
  readonly stat: (key: string) => Promise<{ readonly bytes: number; readonly etag: string } | undefined>
  /** The object as it was pinned; undefined when it is gone or another one stands there now. */
  readonly read: (key: string, etag?: string) => Promise<Uint8Array | undefined>
  readonly write: (key: string, body: Uint8Array, kind: Kind) => Promise<void>
}

type Upload = { readonly bytes: number; readonly seconds: number; readonly signedAt: Date }
type Kind = { readonly contentType: string; readonly fileName?: string }

const absentBy =
  (...statuses: readonly number[]) =>
  async <T>(work: Promise<T>): Promise<T | undefined> => {
    try {
      return await work
    } catch (error) {
      const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode
      if (status !== undefined && statuses.includes(status)) return undefined
      throw error
    }
  }

/** A checksum of an empty body in a signed address would refuse every upload. */
export const s3Client = (): S3Client =>
  new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' })

export const objectStore = (s3: S3Client, Bucket: string): ObjectStore => ({
  uploadUrl: (Key, { bytes, seconds, signedAt }) =>
    getSignedUrl(s3, new PutObjectCommand({ Bucket, Key, ContentLength: bytes }), {
      expiresIn: seconds,
      signingDate: signedAt,
      signableHeaders: new Set(['host', 'content-length']),
    }),
  downloadUrl: (Key, expiresIn) => getSignedUrl(s3, new GetObjectCommand({ Bucket, Key }), { expiresIn }),
  stat: async Key => {
    // Without the right to list, an object that is not there is answered with 403.
    const head = await absentBy(403, 404)(s3.send(new HeadObjectCommand({ Bucket, Key })))
    return head && { bytes: head.ContentLength ?? 0, etag: head.ETag ?? '' }
  },
  read: async (Key, IfMatch) => {
    const found = await absentBy(
      404,
      412,
    )(s3.send(new GetObjectCommand({ Bucket, Key, ...(IfMatch ? { IfMatch } : {}) })))
    return await found?.Body?.transformToByteArray()
  },
  write: async (Key, Body, { contentType, fileName }) => {
    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body,
        ContentType: contentType,
        ...(fileName
          ? { ContentDisposition: `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}` }
          : {}),
      }),
    )
  },
})
