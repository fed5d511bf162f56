import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomStream } from '@tend/kernels';
import { readCsv } from '@tend/node';
import { columnOf, tableOf, textColumn } from '@tend/table';
import type { BenchOptions } from '../bench-options.ts';
import { type StepComparison, stepSpeed } from './step-speed.ts';

const features = 256;

/** Words of texts like those of sms_spam.csv, against the vectorizers of scikit-learn. */
export async function textSpeed(options: BenchOptions): Promise<string> {
  const texts = await variedTexts(join(options.datasets, 'sms_spam.csv'), options.quick ? 20_000 : 200_000);
  const folder = mkdtempSync(join(tmpdir(), 'tend-bench-'));
  try {
    const path = join(folder, 'texts.json');
    writeFileSync(path, JSON.stringify(texts));
    const table = tableOf([textColumn('text', texts)]);
    const comparison = (title: string, weight: 'tfidf' | 'hashed', longest: number): StepComparison => ({
      title,
      step:
        weight === 'tfidf'
          ? { step: 'nGrams', columns: ['text'], parameters: { features, longest } }
          : { step: 'hashNGrams', columns: ['text'], parameters: { buckets: features, longest } },
      table,
      operation: 'grams',
      request: { path, weight, longest, features },
    });
    return await stepSpeed(options, [
      comparison('TF-IDF of words', 'tfidf', 1),
      comparison('TF-IDF of words and pairs', 'tfidf', 2),
      comparison('hashed words', 'hashed', 1),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Texts of the file, each with two of its words taken from others. */
async function variedTexts(path: string, count: number): Promise<readonly string[]> {
  const column = columnOf(await readCsv(path), 'text');
  const known = column.kind === 'text' ? column.dictionary.map((text) => text.split(' ')) : [];
  const random = randomStream(1);
  const anyOf = <T>(list: readonly T[]): T => list[Math.floor(random.uniform() * list.length)] as T;
  return Array.from({ length: count }, () => {
    const words = [...anyOf(known)];
    for (let i = 0; i < 2; i++) words[Math.floor(random.uniform() * words.length)] = anyOf(anyOf(known));
    return words.join(' ');
  });
}
