import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { refusal } from './refusal.ts';
import { tinyBase, tinyCsv, tinyRows } from './tiny-project.ts';

const base = tinyBase();
afterAll(() => base.close());

/** A project whose charter lists these checks. */
function projectWith(checks: readonly string[]): string {
  const listed = checks.map((check) => `    - ${check}\n`).join('');
  return base.makeEdited((charter) => charter.replace(/^data:\n/m, `data:\n  checks:\n${listed}`));
}

test('a listed check stops a run with its rows, and names its owner in the finding', async () => {
  const folder = projectWith([
    `{expect: column_values_to_be_between, column: speed, min_value: 0, max_value: 160, owner: vera, where: "phase == 'climb'"}`,
    `{expect: expect_row_to_satisfy, expression: "speed > weight", severity: warn}`,
  ]);
  const mara = await base.as('mara', folder);
  const climbing = tinyRows().flatMap(({ phase, speed }, row) => (phase === 'climb' && speed > 160 ? [row] : []));
  expect(climbing.length).toBeGreaterThan(0);
  const refused = await refusal(mara.run({}));
  expect(refused.code).toBe('TND-1203');
  expect(refused.detail.expected).toBe("from 0 to 160 where phase == 'climb'");
  expect(refused.detail.came).toContain(`first in row ${(climbing[0] ?? 0) + 1}`);
  const { findings } = await mara.findings({ show: 'all' });
  expect(findings.find(({ subject }) => subject === 'speed')).toMatchObject({
    kind: 'expect_column_values_to_be_between',
    owner: 'vera',
    failing: climbing.length,
  });
});

test.each([
  ['{expect: column_values_to_be_betwixt, column: speed}', 'the name of a check'],
  ['{expect: column_values_to_be_between, column: speed}', 'needs min_value, max_value or both'],
  ['{expect: column_values_to_be_between, column: sped, min_value: 1}', 'one of day, speed'],
  ['{expect: column_values_to_match_regex, column: phase, regex: "(?=c)"}', 'without look-around'],
  ['{expect: column_values_to_be_between, column: phase, min_value: 3}', 'text'],
  ['{expect: row_to_satisfy, expression: "sped > 3"}', 'a condition over columns'],
])('%s is a mistake in the charter, with its place', async (check, expected) => {
  const folder = projectWith([check]);
  const mara = await base.as('mara', folder);
  const refused = await refusal(mara.run({}));
  expect(refused.code).toBe('TND-1001');
  expect(refused.detail.expected).toContain(expected);
  expect(refused.detail.place?.line).toBe(
    1 +
      readFileSync(join(folder, 'tend.yaml'), 'utf8')
        .split('\n')
        .findIndex((line) => line.includes(check)),
  );
});

test('a person takes a changed source as the new reference, and the contract says so', async () => {
  const folder = projectWith(['{expect: column_unit_to_be_unchanged, column: speed}']);
  const mara = await base.as('mara', folder);
  expect((await refusal(mara.dataContract({}))).code).toBe('TND-1008');
  await mara.run({});
  const first = await mara.dataContract({});
  expect(first.person).toBeNull();
  expect(first.yaml.join('\n')).toMatch(/# missingAtMost 0\.\d+: 0 of 150 missing/);
  writeFileSync(join(folder, 'strikes.csv'), tinyCsv(tinyRows({ factor: 1.852 })));
  expect((await refusal(mara.run({}))).message).toContain('expect_column_unit_to_be_unchanged');
  const accepted = await mara.acceptData({ reason: 'the tower reports km/h now' });
  expect(accepted).toMatchObject({ person: 'mara', reason: 'the tower reports km/h now' });
  expect(accepted.snapshot).not.toBe(first.snapshot);
  await mara.run({});
  const now = await mara.dataContract({});
  expect(now.snapshot).toBe(accepted.snapshot);
});
