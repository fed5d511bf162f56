import { readFileSync } from 'node:fs';
import type { Table } from '@tend/table';
import { describe, expect, test, vi } from 'vitest';
import { dataset } from '../../../../test/datasets.ts';
import { codedColumns } from '../associations/coded-columns.ts';
import { csvTable } from './csv-table.cases.ts';
import { findLeakSuspects } from './find-leak-suspects.ts';
import { type LeakQuestion, leakQuestions, questionName, sourcesOf, targetOf } from './leak-sets.cases.ts';
import reference from './leak-table.reference.json' with { type: 'json' };
import { rowsOfKnownTarget } from './leak-target.ts';

// Whole data sets on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

type Judged = Readonly<Record<string, { readonly certain: object; readonly suspect: object }>>;
const judged: Judged = reference.questions;
const files = [...new Set(leakQuestions.map(({ file }) => file))];

test('the reference judges every question, and each column in words', () => {
  expect(Object.keys(judged)).toEqual(leakQuestions.map(questionName));
  for (const { certain, suspect } of Object.values(judged)) {
    for (const words of Object.values(certain)) expect(words).toMatch(/^right: .{10}/);
    for (const words of Object.values(suspect)) expect(words).toMatch(/^(right|arguable|wrong): .{10}/);
  }
});

test('the document shows the same table', () => {
  const page = readFileSync(new URL('../../../../docs/leaks.md', import.meta.url), 'utf8');
  for (const [question, { certain, suspect }] of Object.entries(judged))
    for (const [grade, columns] of Object.entries({ certain, suspect }))
      for (const [column, words] of Object.entries(columns))
        expect(page).toContain(`| ${question} | ${grade} | ${column} | ${words} |`);
});

describe.each(files)('%s', (file) => {
  const { path, skip } = dataset(file);
  const questions = leakQuestions.filter((question) => question.file === file);
  test('gives every certain and suspect column that the reference lists, and no other', (context) => {
    if (skip !== undefined) context.skip(skip);
    const table = csvTable(readFileSync(path, 'utf8'), questions[0]);
    for (const question of questions) {
      const { certain = {}, suspect = {} } = judged[questionName(question)] ?? {};
      expect(gradedColumns(table, question), questionName(question)).toEqual(
        [
          ...Object.keys(certain).map((name) => `certain ${name}`),
          ...Object.keys(suspect).map((name) => `suspect ${name}`),
        ].sort(),
      );
    }
  });
});

function gradedColumns(table: Table, question: LeakQuestion): readonly string[] {
  const target = targetOf(table, question);
  const all = Int32Array.from({ length: table.rowCount }, (_, row) => row);
  const known = rowsOfKnownTarget(target, all);
  const isKnown = new Set(known);
  const sources = sourcesOf(question);
  const columns = table.columns.map(({ name }) => name).filter((name) => !sources.includes(name));
  const unknown = all.filter((row) => !isKnown.has(row));
  const found = findLeakSuspects(codedColumns(table, known), target, { columns, sources, unknown });
  return found.map(({ column, grade }) => `${grade} ${column}`).sort();
}
