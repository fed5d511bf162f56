import type { CellFormat } from '../column-reading.ts';
import type { ColumnKind } from '../table.ts';
import { cellParser } from './cell-parser.ts';
import { isMissingSpelling } from './missing-spellings.ts';
import { numberFormatOf } from './number-format.ts';
import { hasLeadingZero } from './parse-number.ts';

/** How a column is read at first; every row is checked against it, so a wrong proposal costs time and nothing else. */
export interface ProposedReading {
  readonly kind: Exclude<ColumnKind, 'boolean'>;
  /** Of numbers alone. */
  readonly format?: CellFormat;
}

/**
 * The reading to try, from the first texts of a column that are not missing: a kind that half of them or more are of, the
 * narrowest such; text where there is none. Truth values and dates of other patterns are read as text and told by their few
 * distinct spellings.
 */
export function proposeReading(sample: readonly string[], decimal?: '.' | ','): ProposedReading {
  const texts = sample.filter((text) => !isMissingSpelling(text));
  if (texts.length === 0) return { kind: 'text' };
  const wanted = texts.length / 2;
  for (const kind of ['integer', 'number', 'date', 'instant'] as const) {
    if (kind === 'number' && decimal === ',') continue;
    const parse = cellParser(kind);
    const isTime = kind === 'date' || kind === 'instant';
    const fitting = texts.filter((text) => parse(text) !== undefined && (isTime || !hasLeadingZero(text)));
    if (fitting.length >= wanted) return { kind };
  }
  const number = numberFormatOf(texts, decimal);
  return number === undefined || 'unclear' in number ? { kind: 'text' } : { kind: number.kind, format: number.format };
}
