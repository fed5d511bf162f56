import { compileExpression, evaluateOver } from '@tend/table';
import type { FittedExpression } from './fitted-recipe.ts';
import type { StepEncoder } from './step-encoder.ts';

/** The encoder of a rule: 1 true, 0 false, NaN where it is null. */
export function encodeExpression(step: FittedExpression): StepEncoder {
  const expression = compileExpression(step.expression, { aliases: step.aliases, columns: step.inputs });
  return {
    fromTable: (table) =>
      Float64Array.from(evaluateOver(expression, table), (answer) => (answer < 0 ? Number.NaN : answer)),
    fromRow: (row) => {
      const answer = expression.evaluateRow(row);
      return answer === null ? Number.NaN : Number(answer);
    },
    write: (stored, out, at, base, stride) => {
      out[base + (at[0] ?? 0) * stride] = stored;
    },
  };
}
