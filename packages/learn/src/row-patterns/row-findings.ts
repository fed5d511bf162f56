import { wilsonInterval } from '@tend/kernels';
import { grouped } from '../explore/grouped.ts';
import { percent } from '../explore/percent.ts';
import type { RankedFinding } from '../explore/ranked-finding.ts';
import type { RowPatterns } from './find-row-patterns.ts';
import type { NearDuplicateRows } from './near-duplicate-rows.ts';
import type { OutlyingCells } from './outlying-cells.ts';
import type { OutlyingRows } from './outlying-rows.ts';

const leastShown = 5;
const noticeableShare = 0.01;
/** Near pairs come about by chance too, and more often where columns go together. */
const leastTimesExpected = 10;
/** Of noise in independent columns at most so many rows lie beyond the fence. */
const outlyingByChance = 0.001;
const mostCells = 3;
/** A column whose values lie far out in more rows than that has a long tail, and no outliers. */
const mostIsolated = 0.01;
const falsePositives = 0.01;

/** What equal, nearly equal and outlying rows mean, in sentences. */
export function rowFindings(patterns: RowPatterns): readonly RankedFinding[] {
  const { near, outlying, cells } = patterns;
  return [
    ...duplicates(patterns),
    ...(near === undefined ? [] : [...nearDuplicates(near), ...nearConflicts(near)]),
    ...(outlying === undefined ? [] : outlyingRowsFound(outlying)),
    ...cells
      .flatMap(isolatedCells)
      .sort((a, b) => b.importance - a.importance)
      .slice(0, mostCells),
  ];
}

function duplicates({ duplicates: found }: RowPatterns): readonly RankedFinding[] {
  const share = found.duplicates / found.n;
  if (found.duplicates < leastShown) return [];
  const message = `${grouped(found.duplicates)} of ${grouped(found.n)} rows (${percent(share)}) repeat an earlier row in every column: copies of ${found.groups === 1 ? 'one row' : `${grouped(found.groups)} different rows`}`;
  const about = { kind: 'duplicateRows', subject: 'rows', message, value: share, n: found.n } as const;
  return [{ importance: share >= noticeableShare ? 66 : 14, finding: { ...about, severity: 'info' } }];
}

function nearDuplicates(near: NearDuplicateRows): readonly RankedFinding[] {
  const { n, rows, columns, mostDifferent, recall, pairs, expectedPairs } = near;
  const share = rows / n;
  if (share < noticeableShare || pairs < leastTimesExpected * expectedPairs || near.pValue > falsePositives) return [];
  const least = columns.length - mostDifferent;
  const message = `${grouped(rows)} of ${grouped(n)} different rows (${percent(share)}) have a near twin that agrees in at least ${least} of ${columns.length} columns; the search finds ${percent(recall.found / recall.planted)} of planted twins`;
  return [
    {
      importance: 22,
      finding: { kind: 'nearDuplicateRows', subject: 'rows', message, value: share, n, severity: 'info' },
    },
  ];
}

/** The twins of a row are compared with any two rows: the gap says how much the columns know at all. */
function nearConflicts({ conflicts, rows }: NearDuplicateRows): readonly RankedFinding[] {
  if (conflicts === undefined || conflicts.rows < leastShown) return [];
  const share = conflicts.differing / conflicts.pairs;
  if (share < noticeableShare) return [];
  const message = `of ${grouped(conflicts.pairs)} pairs of nearly equal rows ${percent(share)} have different outcomes (${grouped(conflicts.rows)} of ${grouped(rows)} rows; of any two rows ${percent(conflicts.shareOfAnyPairs)}): labels may be wrong there, or a column that tells them apart is not in the data`;
  return [
    {
      importance: 27 + 10 * share,
      finding: {
        kind: 'nearLabelConflict',
        subject: 'target',
        message,
        value: share,
        n: conflicts.pairs,
        severity: 'info',
      },
    },
  ];
}

function outlyingRowsFound({ n, rows, oddIn, jointly, isSample }: OutlyingRows): readonly RankedFinding[] {
  const share = rows / n;
  if (rows < leastShown || wilsonInterval(rows, n, 0.98).low <= outlyingByChance) return [];
  const named = oddIn.slice(0, 3).map(({ column, rows: count }) => `"${column}" (${grouped(count)})`);
  const odd = named.length === 0 ? '' : `; odd by ${named.join(', ')}`;
  const combined = jointly >= leastShown ? `; ${grouped(jointly)} by the combination of columns only` : '';
  const of = isSample ? 'sampled rows' : 'rows';
  const message = `${grouped(rows)} of ${grouped(n)} ${of} (${percent(share)}) lie apart from all others${odd}${combined}`;
  return [
    { importance: 24, finding: { kind: 'outlyingRows', subject: 'rows', message, value: share, n, severity: 'info' } },
  ];
}

function isolatedCells(cells: OutlyingCells): readonly RankedFinding[] {
  const { column, n, isolated } = cells;
  const { below, above, lowFence, highFence } = isolated;
  const share = (below + above) / n;
  if (Math.max(below, above) < leastShown || share > mostIsolated) return [];
  const sides = [
    ...(below >= leastShown && lowFence !== null ? [`${grouped(below)} below ${rounded(lowFence)}`] : []),
    ...(above >= leastShown && highFence !== null ? [`${grouped(above)} above ${rounded(highFence)}`] : []),
  ];
  const message = `"${column}" has ${sides.join(' and ')} (n = ${grouped(n)}): more than ten times the usual spread away from the middle half of the values`;
  return [
    {
      importance: 19 + 100 * share,
      finding: {
        kind: 'outlyingCells',
        subject: column,
        message,
        value: share,
        n,
        severity: 'info',
        picture: { type: 'distribution', column },
      },
    },
  ];
}

function rounded(value: number): string {
  const short = Number(value.toPrecision(3));
  return Number.isInteger(short) && short >= 1000 ? grouped(short) : String(short);
}
