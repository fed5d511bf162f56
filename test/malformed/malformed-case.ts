import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadRequest } from '@tend/lifecycle';
import type { openSources } from '@tend/node';
import type { ProblemCode } from '@tend/protocol';
import type { Cell, ColumnKind } from '@tend/table';

/** Something that a reader may be pointed at, and the one right answer. */
export interface MalformedCase {
  readonly name: string;
  /** Puts the source into a folder. */
  readonly make: (folder: string) => void | Promise<void>;
  /** Beside the source `data.csv`, nothing fixed and nothing set aside. */
  readonly request?: Partial<ReadRequest>;
  /** Limits of reading in place of the defaults. */
  readonly limits?: NonNullable<NonNullable<Parameters<typeof openSources>[2]>['limits']>;
  readonly answer: Parsed | Refused;
  /** Why it cannot be tried here, if so. */
  readonly skip?: string | undefined;
}

/** A documented parse. */
export interface Parsed {
  readonly kinds: Readonly<Record<string, ColumnKind>>;
  /** Rows in order, cells in the order of the columns. */
  readonly rows: readonly (readonly Cell[])[];
}

/** A typed problem that names the file, and as much of the place as can be known. */
export interface Refused {
  readonly code: ProblemCode;
  /** What the message, or what was expected and came, says. */
  readonly says: RegExp;
  readonly line?: number;
  readonly column?: number;
}

/** A case whose source is one file, `data.csv` unless the request names another. */
export function fileCase(
  name: string,
  content: string | Uint8Array,
  answer: Parsed | Refused,
  request: Partial<ReadRequest> = {},
): MalformedCase {
  const { source } = request;
  const path =
    typeof source === 'string' ? source : source !== undefined && 'path' in source ? source.path : 'data.csv';
  if (typeof path !== 'string') throw new Error(`${name}: one file is expected`);
  return { name, make: (folder) => writeFileSync(join(folder, path), content), request, answer };
}

/** The data cannot be read strictly. */
export function refused(says: RegExp, line?: number, column?: number): Refused {
  return { code: 'TND-1201', says, ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
}

/** One column `a` of these cells. */
export function oneColumn(kind: ColumnKind, ...cells: readonly Cell[]): Parsed {
  return { kinds: { a: kind }, rows: cells.map((cell) => [cell]) };
}
