import type { ColumnFacts } from '../column-facts.ts';
import type { Arguments } from '../expectation.ts';
import type { ExpectationResult } from '../expectation-result.ts';

/** Names of the checks that look at one column and nothing else. */
export type ColumnRules<N extends keyof Arguments> = {
  readonly [K in N]: (facts: ColumnFacts, asked: Arguments[K]) => ExpectationResult;
};
