import { type ColumnKind, kindNouns, type Schema } from '@tend/table';
import { malformed, readChoice, readList, readObject, readText } from './read-json.ts';

/** A schema with distinct names from stored JSON; MalformedModel otherwise. */
export function readSchema(json: unknown, path: string): Schema {
  const schema = readList(json, path, (entry, at) => {
    const fields = readObject(entry, at, ['name', 'kind']);
    return {
      name: readText(fields.name, `${at}.name`),
      kind: readChoice(fields.kind, `${at}.kind`, Object.keys(kindNouns) as ColumnKind[]),
    };
  });
  const names = schema.map(({ name }) => name);
  if (new Set(names).size !== names.length) throw malformed(path, 'distinct names', names);
  return schema;
}
