/** One option of the command line, as data: it parses, explains itself in `--help` and names itself in errors. */
export interface OptionSpec {
  readonly kind: 'flag' | 'text' | 'integer' | 'number' | 'date';
  readonly short?: string;
  /** What stands for the value in help and errors, e.g. FILE. */
  readonly value?: string;
  readonly text: string;
  readonly isRequired?: boolean;
  readonly min?: number;
  readonly max?: number;
}

export interface PositionalSpec {
  readonly value: string;
  readonly text: string;
  readonly isRequired?: boolean;
}

/** Understood by every command. */
export const globalOptions: Readonly<Record<string, OptionSpec>> = {
  project: { kind: 'text', value: 'DIR', text: 'the project folder (default: the nearest parent with tend.yaml)' },
  as: { kind: 'text', value: 'NAME', text: 'who acts (default: $TEND_ACTOR, then your user name)' },
  json: { kind: 'flag', text: 'one JSON object a line, the last one is the result' },
  yes: { kind: 'flag', text: 'ask no questions' },
  quiet: { kind: 'flag', short: 'q', text: 'results only, no progress' },
  'no-color': { kind: 'flag', text: 'no colours (also: NO_COLOR, TERM=dumb)' },
  help: { kind: 'flag', short: 'h', text: 'show this help' },
};

export const threadsOption: OptionSpec = {
  kind: 'integer',
  value: 'N',
  min: 1,
  max: 64,
  text: 'worker threads; the result is the same for any number',
};

export const versionPositional: PositionalSpec = {
  value: 'VERSION',
  text: 'v2, NAME@v2 or the beginning of a digest (default: the newest)',
};

export const findingPositional: PositionalSpec = {
  value: 'ID',
  text: 'the id of a finding, or the beginning of it',
};
