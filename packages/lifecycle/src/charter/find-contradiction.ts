import type { Charter } from '@tend/protocol';

/** What no schema can say: two parts of a charter that exclude each other. */
export interface Contradiction {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly expected: string;
  readonly came: string;
}

/** The first contradiction in a charter whose parts are each valid by themselves. */
export function findContradiction(charter: Charter): Contradiction | undefined {
  return overlappingSpans(charter) ?? repeatedCriterion(charter) ?? emptyRange(charter);
}

function overlappingSpans({ split }: Charter): Contradiction | undefined {
  if (split.by !== 'time') return undefined;
  for (const side of ['train', 'test'] as const) {
    const { from, until } = split[side];
    if (from !== undefined && until !== undefined && from >= until)
      return {
        path: ['split', side],
        message: `split.${side} ends before it starts`,
        expected: 'until later than from; until is exclusive',
        came: spanText(split[side]),
      };
  }
  const [train, test] = [split.train, split.test];
  const startsBeforeEnd = (a: Span, b: Span): boolean =>
    a.from === undefined || b.until === undefined || a.from < b.until;
  if (!startsBeforeEnd(train, test) || !startsBeforeEnd(test, train)) return undefined;
  return {
    path: ['split'],
    message: 'split: the spans of train and test overlap',
    expected: 'spans that share no day; until is exclusive, so let split.test.from be split.train.until',
    came: `train ${spanText(train)}, test ${spanText(test)}`,
  };
}

function repeatedCriterion({ criteria }: Charter): Contradiction | undefined {
  const i = criteria.findIndex(({ id }, at) => criteria.findIndex((other) => other.id === id) < at);
  const id = criteria[i]?.id;
  if (id === undefined) return undefined;
  return {
    path: ['criteria', i, 'id'],
    message: `two criteria have the id ${id}`,
    expected: 'an id of its own for every criterion',
    came: `${id} twice`,
  };
}

/** A range that nothing can lie in. */
function emptyRange({ criteria, data }: Charter): Contradiction | undefined {
  for (const [i, { id, atLeast, atMost }] of criteria.entries())
    if (typeof atLeast === 'number' && typeof atMost === 'number' && atLeast > atMost)
      return {
        path: ['criteria', i],
        message: `the criterion ${id} can never pass`,
        expected: 'atLeast no greater than atMost',
        came: `atLeast ${atLeast}, atMost ${atMost}`,
      };
  for (const [column, { min, max }] of Object.entries(data.contract))
    if (min !== undefined && max !== undefined && min > max)
      return {
        path: ['data', 'contract', column],
        message: `the contract of ${column} can never be met`,
        expected: 'min no greater than max',
        came: `min ${min}, max ${max}`,
      };
  return undefined;
}

type Span = { readonly from?: string | undefined; readonly until?: string | undefined };

function spanText({ from, until }: Span): string {
  if (from === undefined) return until === undefined ? 'always' : `until ${until}`;
  return until === undefined ? `from ${from}` : `${from} until ${until}`;
}
