import { checkExpression, type ExpressionNames } from './check-expression.ts';
import type { Formula } from './expression.ts';
import { typeNouns } from './typed-node.ts';

/**
 * Compiles a number or a condition in the grammar of `compileExpression`, e.g. `weight / (height * height)`. What is unknown, and
 * a number that float64 cannot hold, is null. InvalidExpression where it cannot be understood, or gives neither of the two.
 */
export function compileFormula(text: string, names: ExpressionNames): Formula {
  const { root, used, fail } = checkExpression(text, names);
  const { type } = root;
  if (type !== 'boolean' && type !== 'number')
    throw fail(`the expression gives ${typeNouns[type]}, a number or true or false is needed`, 0);
  return { text, type, columns: [...used.keys()], bind: root.bind as Formula['bind'] };
}
