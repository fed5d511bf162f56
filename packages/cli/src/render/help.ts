import type { CommandText } from '../command.ts';
import { commandList } from '../command-list.ts';
import { type ExitCode, exitCodeMeanings, exitCodes } from '../exit-code.ts';
import { globalOptions, type OptionSpec } from '../option.ts';
import { layColumns } from './columns.ts';
import type { Look } from './look.ts';
import { wrap } from './width.ts';

const tend = 'npx --no-install tend';

/** `tend --help`: every command in one line. */
export function renderOverview(look: Look): readonly string[] {
  const commands = Object.entries(commandList).map(([name, { summary }]) => [name, summary] as const);
  return [
    look.paint.bold('tend carries one problem through the whole machine-learning lifecycle, under one charter.'),
    '',
    `usage: ${tend} COMMAND [OPTIONS]`,
    '',
    ...pairs(look, [...commands, ['help', 'explain a command or an error code: tend help TND-3101']]),
    ...section(look, 'options of every command', pairs(look, optionPairs(globalOptions))),
    ...section(look, 'exit codes', exitCodeLines(look, Object.values(exitCodes))),
    ...section(look, 'start on your own data', [
      `  ${tend} init --data FILE --target COLUMN`,
      `  ${tend} run`,
      `  ${tend} status`,
    ]),
  ];
}

/** `tend COMMAND --help`: usage, options, exit codes that matter here, examples. */
export function renderCommandHelp(look: Look, command: CommandText, summary: string): readonly string[] {
  const { positionals, options } = command;
  const words = positionals.map(({ value, isRequired }) => (isRequired === true ? value : `[${value}]`));
  const required = Object.entries(options).filter(([, spec]) => spec.isRequired === true);
  const usage = [
    tend,
    command.name,
    ...words,
    ...required.map(([name, spec]) => `--${name} ${spec.value ?? ''}`),
    '[OPTIONS]',
  ];
  const own: readonly Pair[] = [...positionals.map(({ value, text }): Pair => [value, text]), ...optionPairs(options)];
  return [
    `${look.paint.bold(`tend ${command.name}`)}: ${summary}`,
    '',
    `usage: ${usage.join(' ')}`,
    '',
    ...wrap(command.about, look.width),
    ...section(look, 'arguments and options', pairs(look, own)),
    ...section(look, 'options of every command', pairs(look, optionPairs(globalOptions))),
    ...section(look, 'exit codes', exitCodeLines(look, [0, 1, 2, ...command.exitCodes, 130])),
    ...section(
      look,
      command.examples.length === 1 ? 'example' : 'examples',
      command.examples.flatMap((example) => [`  ${tend} ${example.words}`, look.paint.dim(`      ${example.text}`)]),
    ),
  ];
}

type Pair = readonly [string, string];

function optionPairs(options: Readonly<Record<string, OptionSpec>>): readonly Pair[] {
  return Object.entries(options).map(([name, spec]) => {
    const value = spec.kind === 'flag' ? '' : ` ${spec.value ?? 'VALUE'}`;
    return [
      `${spec.short === undefined ? '' : `-${spec.short}, `}--${name}${value}`,
      spec.isRequired === true ? `${spec.text} (required)` : spec.text,
    ];
  });
}

function exitCodeLines(look: Look, codes: readonly ExitCode[]): readonly string[] {
  return pairs(
    look,
    codes.map((code): Pair => [String(code), exitCodeMeanings[code]]),
  );
}

function pairs(look: Look, rows: readonly Pair[]): readonly string[] {
  return layColumns(
    look,
    [{ title: '' }, { title: '', isFlexible: true }],
    rows.map(([left, right]) => [{ text: `  ${left}`, paint: look.paint.cyan }, { text: right }]),
  );
}

function section(look: Look, title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', look.paint.dim(title), ...lines];
}
