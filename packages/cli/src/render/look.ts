import type { Io, Output } from '../io.ts';

/** How one stream may look: its width, its colours, its glyphs. */
export interface Look {
  readonly width: number;
  readonly paint: Readonly<Record<Colour, (text: string) => string>>;
  readonly glyphs: Glyphs;
}

export type Colour = 'green' | 'red' | 'yellow' | 'cyan' | 'dim' | 'bold';

interface Glyphs {
  readonly pass: string;
  readonly fail: string;
  readonly unknown: string;
  readonly waived: string;
  readonly waiting: string;
  readonly pending: string;
  readonly running: readonly string[];
  readonly bullet: string;
  readonly ellipsis: string;
  readonly rule: string;
  /** Eighths of a cell, from one eighth to full. */
  readonly bar: readonly string[];
  readonly barRest: string;
  readonly lower: string;
}

const unicode: Glyphs = {
  pass: '✓',
  fail: '✗',
  unknown: '?',
  waived: '!',
  waiting: '◦',
  pending: '·',
  running: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
  bullet: '·',
  ellipsis: '…',
  rule: '│',
  bar: ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'],
  barRest: '·',
  lower: '█',
};

const ascii: Glyphs = {
  pass: '+',
  fail: 'x',
  unknown: '?',
  waived: '!',
  waiting: 'o',
  pending: '.',
  running: ['-', '\\', '|', '/'],
  bullet: '-',
  ellipsis: '...',
  rule: '|',
  bar: ['', '', '', '#', '#', '#', '#', '#'],
  barRest: '.',
  lower: '-',
};

const codes: Readonly<Record<Colour, readonly [number, number]>> = {
  green: [32, 39],
  red: [31, 39],
  yellow: [33, 39],
  cyan: [36, 39],
  dim: [2, 22],
  bold: [1, 22],
};

const widest = 100;
const narrowest = 40;

export interface LookOptions {
  readonly isColorAllowed: boolean;
}

/** The look of a stream: colours only on a terminal that wants them, ASCII where the locale is named and not UTF-8. */
export function lookOf(output: Output, env: Io['env'], options: LookOptions): Look {
  const isColor = options.isColorAllowed && output.isTTY && !env.NO_COLOR && env.TERM !== 'dumb';
  return makeLook({ width: output.columns ?? widest, isColor, isUnicode: isUnicode(env) });
}

export function makeLook(options: { width: number; isColor: boolean; isUnicode: boolean }): Look {
  const brush =
    ([on, off]: readonly [number, number]) =>
    (text: string) =>
      options.isColor && text !== '' ? `\x1b[${on}m${text}\x1b[${off}m` : text;
  return {
    width: Math.min(widest, Math.max(narrowest, options.width)),
    paint: {
      green: brush(codes.green),
      red: brush(codes.red),
      yellow: brush(codes.yellow),
      cyan: brush(codes.cyan),
      dim: brush(codes.dim),
      bold: brush(codes.bold),
    },
    glyphs: options.isUnicode ? unicode : ascii,
  };
}

/** No locale at all is what containers have, whose terminals read UTF-8: only a named other one asks for ASCII. */
function isUnicode(env: Io['env']): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return locale === '' ? env.TERM !== 'linux' : /utf-?8/i.test(locale);
}
