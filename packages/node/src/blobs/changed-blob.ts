import { Problem } from '@tend/protocol';

/** The problem of a blob whose bytes are not those it is named by; `came`: the digest of what is there, if anything is. */
export function changedBlob(digest: string, came: string | undefined): Problem {
  return new Problem('TND-3104', {
    message:
      came === undefined ? `the stored bytes of ${digest} are gone` : `the stored bytes of ${digest} have changed`,
    expected: digest,
    came: came ?? 'nothing',
    next: ['restore the blobs folder of the workspace from a copy'],
    facts: { digest, came: came ?? null },
  });
}
