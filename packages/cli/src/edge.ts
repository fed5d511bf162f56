import type { Io, Output } from './io.ts';
import { type Look, lookOf } from './render/look.ts';

/** The two streams and the form asked for. */
export interface Edge {
  readonly io: Io;
  readonly isJson: boolean;
  readonly isQuiet: boolean;
  readonly out: Look;
  readonly err: Look;
}

/** Read before the words are checked: a wrong word, too, is reported in the form that was asked for. */
export function makeEdge(argv: readonly string[], io: Io): Edge {
  const end = argv.indexOf('--');
  const words = new Set(end < 0 ? argv : argv.slice(0, end));
  const options = { isColorAllowed: !words.has('--no-color') };
  return {
    io,
    isJson: words.has('--json'),
    isQuiet: words.has('--quiet') || words.has('-q'),
    out: lookOf(io.stdout, io.env, options),
    err: lookOf(io.stderr, io.env, options),
  };
}

export function writeLines(output: Output, lines: readonly string[]): void {
  if (lines.length > 0) output.write(`${lines.join('\n')}\n`);
}

/** One line of `--json`: nothing else stands on standard output then. */
export function writeEvent(edge: Edge, event: Readonly<Record<string, unknown>>): void {
  if (edge.isJson) edge.io.stdout.write(`${JSON.stringify({ v: 1, ...event })}\n`);
}
