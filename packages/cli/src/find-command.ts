import { commandList } from './command-list.ts';
import { misuse } from './input-problem.ts';
import { nearestName } from './nearest-name.ts';
import { commandWords, parseArguments } from './parse-arguments.ts';

export type Found =
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly words: readonly string[] }
  | { readonly kind: 'command'; readonly name: string; readonly rest: readonly string[] };

/** Which command the words name; TND-1003 suggests the nearest one. */
export function findCommand(argv: readonly string[]): Found {
  const words = commandWords(argv);
  const [first, second] = words;
  if (first === undefined) {
    const version = { kind: 'flag', text: '' } as const;
    const { values } = parseArguments(argv, { name: '', options: { version }, positionals: [] });
    return values.version === true ? { kind: 'version' } : { kind: 'help', words: [] };
  }
  if (first.word === 'help') return { kind: 'help', words: words.slice(1).map((word) => word.word) };
  const rest = (count: number): readonly string[] => {
    const taken = new Set(words.slice(0, count).map((word) => word.index));
    return argv.filter((_, i) => !taken.has(i));
  };
  const pair = `${first.word} ${second?.word ?? ''}`;
  if (Object.hasOwn(commandList, pair)) return { kind: 'command', name: pair, rest: rest(2) };
  if (Object.hasOwn(commandList, first.word)) return { kind: 'command', name: first.word, rest: rest(1) };
  throw unknownCommand([first.word, ...(second === undefined ? [] : [second.word])]);
}

/** TND-1003 with the command that was probably meant. */
export function unknownCommand(words: readonly string[]): Error {
  const [first = ''] = words;
  const continued = Object.keys(commandList).find((name) => name.startsWith(`${first} `));
  const nearest = continued ?? nearestName(first, [...Object.keys(commandList), 'help']);
  const typed = continued === undefined ? first : words.slice(0, 2).join(' ');
  return misuse({
    message: `there is no command "${typed}"`,
    ...(nearest === undefined ? {} : { expected: `perhaps "${nearest}"` }),
    came: typed,
    next: [`npx --no-install tend ${nearest === undefined || nearest === 'help' ? '' : `${nearest} `}--help`],
  });
}
