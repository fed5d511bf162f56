import { columnOf } from '@tend/table';
import { type ExplorationInput, type ExplorationParts, type PartName, partsOf } from './exploration-parts.ts';
import { claimParts } from './part-claims.ts';

/**
 * Computes the parts of an exploration that no other thread has begun, until none is left. `claims` is the memory that threads
 * share, `claimBytes` of zeros at the start; they begin at different ends of the list. RangeError for an unknown column.
 */
export function exploreParts(
  input: ExplorationInput,
  claims: ArrayBufferLike,
  from: 'first' | 'last',
): Partial<ExplorationParts> {
  for (const name of input.columns) columnOf(input.table, name);
  const compute = partsOf(input);
  const nextPart = claimParts(claims, from);
  const computed: { -readonly [Name in PartName]?: ExplorationParts[Name] } = {};
  const add = <Name extends PartName>(name: Name): void => {
    computed[name] = compute(name);
  };
  for (let name = nextPart(); name !== undefined; name = nextPart()) add(name);
  return computed;
}
