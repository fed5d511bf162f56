import { type DataSource, Problem } from '@tend/protocol';
import { readWhole, type WholeTable } from '../data/index.ts';
import type { Ports } from '../ports.ts';

/** A source as it could be read, whole in memory. */
export interface ReadSource extends WholeTable {
  /** With the encoding that was found where the source needs one and did not say it. */
  readonly source: DataSource;
}

/**
 * Reads a source for which no charter is written yet. Files that are no UTF-8 are read in the encoding that all their bytes
 * fit, which then belongs into the charter. TND-1004, TND-1201; the problem says how `tend init` is told what it needs.
 */
export async function readToPropose(
  ports: Pick<Ports, 'tables'>,
  source: DataSource,
  maxRejected: string | number,
): Promise<ReadSource> {
  try {
    return { source, ...(await readWhole(ports, source, maxRejected)) };
  } catch (error) {
    const encoded = withProposedEncoding(source, error);
    if (encoded === undefined) throw withInitOptions(error);
    return { source: encoded, ...(await readWhole(ports, encoded, maxRejected)) };
  }
}

/** The source with the encoding that a problem proposes; undefined where there is none, or a person named one. */
function withProposedEncoding(source: DataSource, error: unknown): DataSource | undefined {
  const encoding = error instanceof Problem ? error.detail.facts?.encoding : undefined;
  if (typeof encoding !== 'string') return undefined;
  if (typeof source === 'string')
    return /^https?:\/\//i.test(source) ? { url: source, encoding } : { path: source, encoding };
  return 'encoding' in source || 'query' in source ? undefined : { ...source, encoding };
}

/** A hint that names a key of the charter says nothing to a person who has none yet. */
function withInitOptions(error: unknown): unknown {
  if (!(error instanceof Problem) || error.code !== 'TND-1201') return error;
  const { next = [] } = error.detail;
  const options = 'until there is a tend.yaml: --encoding, --delimiter, --query or --max-rejected of tend init say it';
  return new Problem(error.code, { ...error.detail, next: [...next, options] }, { cause: error });
}
