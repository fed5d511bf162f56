import { commandList } from './command-list.ts';
import { type Edge, writeEvent, writeLines } from './edge.ts';
import { exitCodeMeanings, exitCodeOfCategory } from './exit-code.ts';
import { unknownCommand } from './find-command.ts';
import { misuse } from './input-problem.ts';
import { nearestName } from './nearest-name.ts';
import { renderCommandHelp, renderOverview } from './render/help.ts';
import { labelled } from './render/labelled.ts';
import { wrap } from './render/width.ts';

/** `tend help`, `tend help COMMAND`, `tend help TND-3101`. */
export async function showHelp(words: readonly string[], edge: Edge): Promise<void> {
  const lines = await helpLines(words, edge);
  if (edge.isJson) writeEvent(edge, { event: 'result', command: 'help', result: { text: lines.join('\n') } });
  else writeLines(edge.io.stdout, lines);
}

async function helpLines(words: readonly string[], { out }: Edge): Promise<readonly string[]> {
  const name = words.join(' ');
  if (name === '' || name === 'help') return renderOverview(out);
  if (/^tnd\b/i.test(name)) return explain(name.toUpperCase(), { out });
  const listed = Object.hasOwn(commandList, name) ? commandList[name] : undefined;
  if (listed === undefined) throw unknownCommand(words);
  return renderCommandHelp(out, (await listed.load()).command, listed.summary);
}

async function explain(typed: string, { out }: Pick<Edge, 'out'>): Promise<readonly string[]> {
  const [{ problems }, { explanations }] = await Promise.all([import('@tend/protocol'), import('./explanations.ts')]);
  const codes = Object.keys(problems) as (keyof typeof problems)[];
  const code = codes.find((known) => known === typed);
  if (code === undefined) {
    const nearest = nearestName(typed, codes);
    throw misuse({
      message: `there is no code ${typed}`,
      expected: nearest === undefined ? 'a code such as TND-3101' : `perhaps ${nearest}`,
      came: typed,
      next: nearest === undefined ? [] : [`npx --no-install tend help ${nearest}`],
    });
  }
  const exitCode = exitCodeOfCategory(problems[code].category);
  return [
    out.paint.bold(`${code}: ${problems[code].title}`),
    '',
    ...wrap(explanations[code], out.width),
    '',
    ...labelled(out, 'exit code', [`${exitCode}, ${exitCodeMeanings[exitCode]}`]),
  ];
}
