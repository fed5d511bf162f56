import type { Command } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { hasFlag, numberOption, textOption } from '../parse-arguments.ts';
import { labelled } from '../render/labelled.ts';
import { verdictSentence } from '../render/names.ts';
import { printable } from '../render/printable.ts';

const loopback = '127.0.0.1';

export const command: Command = {
  name: 'serve',
  about:
    'Answers over HTTP with the deployed version until it is stopped: /v2/models/NAME/infer, /invocations and the operations under /api/v1. Other commands may use the project meanwhile.',
  positionals: [],
  options: {
    port: { kind: 'integer', value: 'N', min: 0, max: 65_535, text: 'the port (default: 8080; 0 takes a free one)' },
    host: { kind: 'text', value: 'HOST', text: `the address to listen on (default: ${loopback}, this machine only)` },
    allow: { kind: 'text', value: 'NAMES', text: 'names under which clients reach it besides HOST, comma-separated' },
    'require-token': { kind: 'flag', text: 'accept nobody without a token (always so beyond this machine)' },
  },
  exitCodes: [3],
  examples: [
    { words: 'serve', text: 'Ctrl-C stops it' },
    { words: 'serve --port 0 --json', text: 'the line "ready" names the address' },
  ],
  async run(session) {
    const { args } = session;
    const host = textOption(args, 'host') ?? loopback;
    await session.callers.serve({
      folder: session.folder(),
      host,
      port: numberOption(args, 'port') ?? 8080,
      ...(hasFlag(args, 'require-token') ? { requireToken: true } : {}),
      allowedHosts: (textOption(args, 'allow') ?? '').split(',').filter((name) => name !== ''),
      signal: session.signal,
      log: (line) => {
        session.emit({ event: 'log', line });
        session.remark(() => [printable(line)]);
      },
      onReady: (address) => {
        session.emit({ event: 'ready', address });
        session.print((look) => [
          verdictSentence(look, 'pass', `serving at ${address}`),
          ...labelled(look, 'stop', ['Ctrl-C; every answer that was sent is in the log']),
        ]);
      },
    });
    // A supervisor ends a server with SIGTERM, which is its normal end; SIGINT is a person's interrupt, as everywhere.
    const isInterrupted = session.signal.reason === 'SIGINT';
    return {
      result: { stopped: true },
      lines: (look) => [
        verdictSentence(look, 'pass', 'stopped: every answer that was sent is in the log'),
        ...labelled(look, 'next', ['npx --no-install tend serve']),
      ],
      exitCode: isInterrupted ? exitCodes.interrupted : exitCodes.done,
    };
  },
};
