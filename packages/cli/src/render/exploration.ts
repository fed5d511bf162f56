import type { ExploreAnswer } from '@tend/protocol';
import { formatCount, formatNumber } from '@tend/protocol/number-format';
import { headed, labelled } from './labelled.ts';
import type { Look } from './look.ts';
import { verdictSentence } from './names.ts';
import { wrap } from './width.ts';

const mostFindings = 10;

/** The verdict, the ten most important findings, and where the page is. */
export function renderExploration(answer: ExploreAnswer, look: Look): readonly string[] {
  const { verdict, findings, population, rows, columns, source, html } = answer;
  const kind = verdict.state === 'fails' ? 'fail' : verdict.state === 'passes' ? 'pass' : 'waiting';
  const more = findings.length - mostFindings;
  return [
    ...wrap(verdict.sentence, look.width - 2).map((line, i) =>
      i === 0 ? verdictSentence(look, kind, line) : `  ${look.paint.bold(line)}`,
    ),
    ...labelled(look, 'data', [
      `${source}: ${formatCount(rows, 'row')}, ${formatCount(columns, 'column')}; ${population}`,
    ]),
    ...headed(
      look,
      'findings',
      findings.slice(0, mostFindings).flatMap((finding) => findingLines(finding, look)),
    ),
    ...(more > 0 ? [look.paint.dim(`  and ${formatCount(more, 'finding')} more on the page and with --json`)] : []),
    ...(html === null
      ? []
      : ['', ...labelled(look, 'page', [`${html.path} (${formatNumber(Math.ceil(html.sizeBytes / 1000))} kB)`])]),
  ];
}

const words = { block: 'settle first', warn: 'look at', info: 'note' } as const;
const wordWidth = 13;

function findingLines({ message, severity }: ExploreAnswer['findings'][number], look: Look): readonly string[] {
  const paint = { block: look.paint.red, warn: look.paint.yellow, info: look.paint.dim }[severity];
  return wrap(message, look.width - wordWidth - 2).map((line, i) =>
    i === 0 ? `  ${paint(words[severity].padEnd(wordWidth))}${line}` : `  ${' '.repeat(wordWidth)}${line}`,
  );
}
