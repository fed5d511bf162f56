import { parseArgs } from 'node:util';
import { misuse } from './input-problem.ts';
import { nearestName } from './nearest-name.ts';
import { globalOptions, type OptionSpec, type PositionalSpec } from './option.ts';

/** The words after the command, checked against its options. */
export interface Arguments {
  readonly values: Readonly<Record<string, string | number | boolean>>;
  readonly positionals: readonly string[];
}

export interface Grammar {
  /** As typed, e.g. `audit verify`. */
  readonly name: string;
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly positionals: readonly PositionalSpec[];
}

/** Parses and checks; TND-1003 names the nearest option, the missing value or the value that misfits. */
export function parseArguments(argv: readonly string[], grammar: Grammar): Arguments {
  const specs = { ...globalOptions, ...grammar.options };
  const { tokens } = tokenize(argv, specs);
  const help = `npx --no-install tend ${grammar.name} --help`;
  const values: Record<string, string | number | boolean> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
    if (spec === undefined) throw unknownOption(token.rawName, Object.keys(specs), grammar.name);
    values[token.name] = readValue(token.name, spec, token.value, token.inlineValue === true, help);
  }
  if (values.help === true) return { values, positionals };
  checkComplete(values, positionals, grammar, help);
  return { values, positionals };
}

/** The command's words: the first positionals before which only global options may stand. */
export function commandWords(argv: readonly string[]): readonly { readonly word: string; readonly index: number }[] {
  return tokenize(argv, globalOptions).tokens.flatMap((token) =>
    token.kind === 'positional' ? [{ word: token.value, index: token.index }] : [],
  );
}

function tokenize(argv: readonly string[], specs: Readonly<Record<string, OptionSpec>>) {
  const options: Record<string, { type: 'boolean' | 'string'; short?: string }> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const type = spec.kind === 'flag' ? 'boolean' : 'string';
    options[name] = spec.short === undefined ? { type } : { type, short: spec.short };
  }
  return parseArgs({ args: [...argv], options, strict: false, tokens: true, allowPositionals: true });
}

function unknownOption(typed: string, names: readonly string[], command: string): Error {
  const nearest = nearestName(typed.replace(/^-+/, ''), names);
  return misuse({
    message: `tend ${command} has no option ${typed}`,
    ...(nearest === undefined ? {} : { expected: `perhaps --${nearest}` }),
    next: [`npx --no-install tend ${command} --help`],
  });
}

function readValue(
  name: string,
  spec: OptionSpec,
  value: string | undefined,
  isInline: boolean,
  help: string,
): string | number | boolean {
  if (spec.kind === 'flag') {
    if (value === undefined) return true;
    throw misuse({
      message: `--${name} takes no value`,
      expected: `--${name}`,
      came: `--${name}=${value}`,
      next: [help],
    });
  }
  const looksLikeOption = value !== undefined && !isInline && /^-(?![\d.])./.test(value);
  if (value === undefined || value === '' || looksLikeOption) {
    const came = value === undefined ? 'nothing' : value === '' ? 'an empty text' : `the option ${value}`;
    throw misuse({
      message: `--${name} needs a value`,
      expected: `--${name} ${spec.value ?? 'VALUE'}`,
      came,
      next: [help],
    });
  }
  const misfit = (expected: string): Error =>
    misuse({ message: `--${name} does not fit`, expected, came: value, next: [help] });
  if (spec.kind === 'text') return value;
  if (spec.kind === 'date') {
    if (isDate(value)) return value;
    throw misfit('a date such as 2026-12-31');
  }
  const number = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(value) ? Number(value) : Number.NaN;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = spec;
  const isRight = Number.isFinite(number) && (spec.kind === 'number' || Number.isSafeInteger(number));
  if (!isRight || number < min || number > max) {
    const noun = spec.kind === 'integer' ? 'a whole number' : 'a number';
    const range = Number.isFinite(min) && Number.isFinite(max) ? ` from ${min} to ${max}` : '';
    throw misfit(`${noun}${range}`);
  }
  return number;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

function checkComplete(
  values: Readonly<Record<string, unknown>>,
  positionals: readonly string[],
  grammar: Grammar,
  help: string,
): void {
  for (const [i, spec] of grammar.positionals.entries()) {
    if (spec.isRequired === true && positionals[i] === undefined) {
      throw misuse({
        message: `tend ${grammar.name} needs ${spec.value}`,
        expected: spec.text,
        came: 'nothing',
        next: [help],
      });
    }
  }
  const extra = positionals[grammar.positionals.length];
  if (extra !== undefined) {
    const takes = grammar.positionals.map((p) => p.value).join(' ') || 'options only';
    throw misuse({
      message: `tend ${grammar.name} does not take "${extra}"`,
      expected: takes,
      came: positionals.join(' '),
      next: [help],
    });
  }
  for (const [name, spec] of Object.entries(grammar.options)) {
    if (spec.isRequired === true && values[name] === undefined) {
      throw misuse({
        message: `tend ${grammar.name} needs --${name} ${spec.value ?? ''}`.trimEnd(),
        expected: spec.text,
        came: 'nothing',
        next: [help],
      });
    }
  }
}

/** The value of a text or date option. */
export function textOption(args: Arguments, name: string): string | undefined {
  const value = args.values[name];
  return typeof value === 'string' ? value : undefined;
}

/** The value of a number or integer option. */
export function numberOption(args: Arguments, name: string): number | undefined {
  const value = args.values[name];
  return typeof value === 'number' ? value : undefined;
}

export function hasFlag(args: Arguments, name: string): boolean {
  return args.values[name] === true;
}
