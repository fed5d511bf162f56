import { expect, test } from 'vitest';
import { hasOrder } from './has-order.ts';

test.each([
  ['select * from a order by b', true],
  ['select * from a ORDER\n  BY b', true],
  ['select * from (select * from a order by b) c', false],
  ['select * from a -- order by b', false],
  ['select * from a /* order by b */', false],
  ["select 'order by' from a", false],
  ['select "order by" from a', false],
  ['select $x$ order by $x$ from a', false],
  ['select sum(b) over (order by c) from a', false],
  ['select sum(b) over (order by c) from a order by (1)', true],
  ['select reorder, byte from a', false],
])('%s: %s', (query, has) => {
  expect(hasOrder(query)).toBe(has);
});
