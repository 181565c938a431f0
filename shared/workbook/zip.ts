type ZipCheck = 'fits' | 'too-large' | 'broken'

const endOfDirectory = 0x06054b50
const directoryEntry = 0x02014b50

/**
 * Whether a zip's own directory promises to stay under `limit` bytes unpacked. The reader behind it unpacks
 * no entry beyond the size declared here, so a file that lies about its size ends there.
 */
export function checkUnpackedSize(bytes: Uint8Array, limit: number): ZipCheck {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end === undefined) return 'broken'
  let offset = view.getUint32(end + 16, true)
  let total = 0
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (offset + 46 > bytes.length || view.getUint32(offset, true) !== directoryEntry) return 'broken'
    const [packed, unpacked] = [view.getUint32(offset + 20, true), view.getUint32(offset + 24, true)]
    // A size left out (0) or moved to the 64-bit field (all ones) would lift the reader's own bound.
    const undeclared = packed > 0 ? unpacked === 0 : (view.getUint16(offset + 8, true) & 8) !== 0
    total += undeclared ? Number.POSITIVE_INFINITY : unpacked
    offset += 46 + [28, 30, 32].reduce((sum, at) => sum + view.getUint16(offset + at, true), 0)
  }
  return total > limit ? 'too-large' : 'fits'
}

function findEnd(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--) {
    if (view.getUint32(at, true) === endOfDirectory) return at
  }
  return undefined
}
