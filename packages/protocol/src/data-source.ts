import { z } from 'zod';

const text = z.string().min(1);
const variable = text.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable, never what it holds');

/** How text files are written, where a person states it; what is absent is found out and stated. */
const textFormat = {
  format: z.enum(['delimited', 'json', 'jsonLines', 'parquet']).optional().describe('By default from the name'),
  delimiter: z.string().length(1).optional(),
  quote: z.string().length(1).optional(),
  encoding: text.optional().describe('A label of the Encoding Standard, such as windows-1252 or utf-16le'),
  decimal: z.enum(['.', ',']).optional(),
};

const files = z.strictObject({
  path: z.union([text, z.array(text).min(1)]).describe('Files or globs, relative to the charter; .gz is unpacked'),
  ...textFormat,
});
const address = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).refine((url) => !/^[a-z]+:\/\/[^/?#]*@/i.test(url), {
    error: 'an address without user and password: name the variable of the header under authorization',
  }),
  authorization: variable.optional().describe('The environment variable that holds the Authorization header'),
  ...textFormat,
});
const sqlite = z.strictObject({ sqlite: text.describe('An SQLite file, relative to the charter'), query: text });
const postgres = z.strictObject({
  postgres: variable.describe('The environment variable that holds the address, never the address itself'),
  query: text,
});

/** Where data comes from. A plain text is a path, a glob or an address. */
export const dataSourceSchema: z.ZodType<DataSource, DataSource> = z.union([text, files, address, sqlite, postgres]);

export type DataSource =
  | string
  | z.output<typeof files>
  | z.output<typeof address>
  | z.output<typeof sqlite>
  | z.output<typeof postgres>;

/** How many rows may be set aside because they misfit: a share or a count. */
export const maxRejectedSchema: z.ZodType<string | number, string | number> = z.union([
  z.string().regex(/^\d+(\.\d+)?%$/, 'a share such as 0.1%'),
  z.int().min(0),
]);

/** A source as messages and records name it: never with a secret, so an address without user, password and parameters. */
export function sourceName(source: DataSource): string {
  if (typeof source === 'string') return withoutSecrets(source);
  if ('path' in source) return typeof source.path === 'string' ? source.path : source.path.join(', ');
  if ('url' in source) return withoutSecrets(source.url);
  return 'sqlite' in source ? source.sqlite : `the query of ${source.postgres}`;
}

function withoutSecrets(address: string): string {
  return address.replace(/^([a-z]+:\/\/)(?:[^/?#@]*@)?([^?#]*).*$/is, '$1$2');
}
