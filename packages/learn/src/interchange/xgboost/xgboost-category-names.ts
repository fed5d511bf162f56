import { decodeUtf8 } from '@tend/table';
import { MalformedModel } from '../../malformed-model.ts';
import { memberOf, numbersOf, optionalOf } from './read-document.ts';

/**
 * Names of the categories of each categorical feature, their codes being their places: XGBoost 3.1 and later store those of a
 * table they were trained on. Undefined where there are none.
 */
export function xgboostCategoryNames(
  booster: unknown,
  names: readonly string[],
): Readonly<Record<string, readonly (string | number)[]>> | undefined {
  const encodings = optionalOf(optionalOf(booster, 'cats'), 'enc');
  if (!Array.isArray(encodings)) return undefined;
  if (encodings.length !== 0 && encodings.length !== names.length)
    throw new MalformedModel('cats.enc', `${names.length} encodings`, String(encodings.length));
  const known = encodings.flatMap((encoding, f) => {
    const categories = categoriesOf(encoding, `cats.enc[${f}]`);
    return categories.length === 0 ? [] : [[names[f] as string, categories] as const];
  });
  return known.length === 0 ? undefined : Object.fromEntries(known);
}

/**
 * Texts as bytes, cut at the offsets; or numbers as they are. XGBoost 3.2 counts the offsets of texts in characters, so that
 * those beyond ASCII are cut in the wrong places: none is told then, rather than wrong ones.
 */
function categoriesOf(encoding: unknown, path: string): readonly (string | number)[] {
  const values = numbersOf(memberOf(encoding, 'values', path), `${path}.values`);
  if (optionalOf(encoding, 'type') !== undefined) return [...values];
  const offsets = numbersOf(memberOf(encoding, 'offsets', path), `${path}.offsets`);
  if (!values.every((value) => value >= 0 && value < 128)) return [];
  return Array.from(
    offsets.subarray(1),
    (end, i) => decodeUtf8(Uint8Array.from(values.subarray(offsets[i], end))) ?? '',
  );
}
