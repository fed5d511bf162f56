import { expect, test } from 'vitest';
import { formatParameter, invalidValues, type ParameterSpace, resolveParameters } from './parameters.ts';

const space: ParameterSpace = {
  depth: { type: 'integer', default: 3, min: 1, max: 9, description: '' },
  rate: { type: 'number', default: 0.1, min: 0, max: 1, description: '' },
  loss: { type: 'choice', default: 'squared', choices: ['squared', 'absolute'], description: '' },
  monotone: { type: 'directions', default: {}, description: '' },
  together: { type: 'groups', default: [], description: '' },
};

test('fills in defaults, and takes values within the constraints', () => {
  expect(resolveParameters(space, {})).toEqual({
    values: { depth: 3, rate: 0.1, loss: 'squared', monotone: {}, together: [] },
    issues: [],
  });
  const given = { depth: 9, rate: 0, loss: 'absolute', monotone: { age: 1, price: -1 }, together: [['age', 'price']] };
  expect(resolveParameters(space, given as typeof given & { monotone: { age: 1; price: -1 } })).toEqual({
    values: given,
    issues: [],
  });
});

test.each(Object.entries(space))('names what is wrong with %s', (parameter, constraint) => {
  for (const value of invalidValues(constraint)) {
    const { issues } = resolveParameters(space, { [parameter]: value });
    expect(issues).toEqual([{ parameter, expected: expect.any(String), came: formatParameter(value) }]);
  }
});

test('shows directions and groups as JSON', () => {
  expect([1, 'squared', { age: 1 } as const, [['a', 'b']]].map(formatParameter)).toEqual([
    '1',
    'squared',
    '{"age":1}',
    '[["a","b"]]',
  ]);
});
