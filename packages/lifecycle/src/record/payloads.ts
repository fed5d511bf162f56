/**
 * The digests of the payloads (blobs) that a record's bytes name. A payload is named `payload` or stands in `payloads`,
 * by role: row values live there, where they can be erased, never in the record itself.
 */
export function payloadDigestsOf(bytes: string): readonly string[] {
  const body = bodyOf(bytes);
  const found: string[] = [];
  if (typeof body.payload === 'string') found.push(body.payload);
  if (body.payloads !== null && typeof body.payloads === 'object')
    for (const digest of Object.values(body.payloads)) if (typeof digest === 'string') found.push(digest);
  return found;
}

/** An edited record may no longer be JSON: it is reported by its digest, and names no payload. */
function bodyOf(bytes: string): { readonly payload?: unknown; readonly payloads?: unknown } {
  try {
    return (JSON.parse(bytes) as { body?: object }).body ?? {};
  } catch {
    return {};
  }
}
