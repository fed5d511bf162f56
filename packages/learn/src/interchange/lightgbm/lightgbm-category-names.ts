import { MalformedModel } from '../../malformed-model.ts';

/** Names of the categories of each categorical feature; a category's code is its place. */
export type CategoryNames = Readonly<Record<string, readonly (string | number | boolean)[]>>;

/**
 * The categories of a model that was trained on a pandas table: its line `pandas_categorical` lists them column by column without
 * names, so they are told only where there are as many lists as categorical features. Undefined where there is no such line.
 */
export function lightgbmCategoryNames(
  line: string | undefined,
  names: readonly string[],
  infos: readonly string[],
): CategoryNames | undefined {
  const lists = parseLists(line);
  // A number has a range, [-2:3]; a category its codes, 0:1:2; a feature of one value nothing.
  const categorical = names.filter((_, f) => /^-?\d/.test(infos[f] ?? ''));
  if (lists.length === 0 || lists.length !== categorical.length) return undefined;
  return Object.fromEntries(categorical.map((name, i) => [name, lists[i] ?? []]));
}

function parseLists(line: string | undefined): readonly (readonly (string | number | boolean)[])[] {
  if (line === undefined) return [];
  const what = 'LightGBM model, pandas_categorical';
  let lists: unknown;
  try {
    lists = JSON.parse(line);
  } catch (error) {
    throw new MalformedModel(what, 'JSON', error instanceof Error ? error.message : String(error));
  }
  if (lists === null) return [];
  const isName = (item: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof item);
  if (!Array.isArray(lists) || !lists.every((list) => Array.isArray(list) && list.every(isName)))
    throw new MalformedModel(what, 'lists of texts, numbers or booleans', line.slice(0, 60));
  return lists;
}
