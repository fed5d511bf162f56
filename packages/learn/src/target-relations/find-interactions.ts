import { adjustFalseDiscovery } from '@tend/kernels';
import type { CellPair } from './cell-pairs.ts';
import type { Interaction } from './interaction.ts';
import { interactionGain } from './interaction-gain.ts';
import type { Outcome } from './outcome.ts';
import { strongestContrast, targetTable } from './target-table.ts';

/** An expected share of false ones among those told, and a gain below which nobody would act on one. */
const noise = 0.01;
const leastGain = 0.005;
const mostTold = 10;
const confidence = 0.95;

export interface FoundInteractions {
  readonly tested: number;
  /** The strongest first, at most ten. */
  readonly interactions: readonly Interaction[];
}

/** Pairs of columns whose joint effect beats the sum of both beyond noise, false discovery controlled over all of them. */
export function findInteractions(pairs: readonly CellPair[], outcome: Outcome): FoundInteractions {
  const isRate = outcome.type === 'classes';
  const tests = pairs.flatMap((pair) =>
    pair.questions.map((question) => ({ pair, question, ...interactionGain(question.cells, isRate, confidence) })),
  );
  const adjusted = adjustFalseDiscovery(tests.map(({ pValue }) => pValue));
  const seen = new Set<CellPair>();
  const interactions = tests
    .map((test, i) => ({ ...test, adjusted: adjusted[i] ?? 1 }))
    .filter((test) => test.adjusted < noise && test.value >= leastGain)
    .sort((a, b) => b.value - a.value)
    .flatMap(({ pair, question, value, low, high, pValue, adjusted: rate }): Interaction[] => {
      // Of several classes the one that shows it best.
      if (seen.has(pair) || seen.size >= mostTold) return [];
      const table = targetTable(pair.a, pair.b, question.cells, outcome, confidence);
      const contrast = strongestContrast(table);
      if (contrast === undefined) return [];
      seen.add(pair);
      return [
        {
          columns: [pair.a.column.name, pair.b.column.name],
          ...(question.of === undefined ? {} : { of: question.of }),
          n: outcome.rows.length,
          confidence,
          gain: { value, low, high },
          pValue,
          adjusted: rate,
          table,
          contrast,
        },
      ];
    });
  return { tested: tests.length, interactions };
}
