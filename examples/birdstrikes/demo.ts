/**
 * The whole lifecycle on real data, as people would drive it: every line that starts with $ is a command that anyone can
 * type in this folder. The story's clock runs from 1990 to 2002; decisions, verdicts and alarms are the product's own.
 */
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { stageLine, startServer, tend } from './command-line.ts';
import { type Replayed, replayProduction } from './replay-production.ts';
import { productionFeed, writeCollected } from './strikes.ts';

const started = performance.now();
const folder = new URL('./run/', import.meta.url);
const path = fileURLToPath(folder);
const source = new URL('../data/birdstrikes.csv', import.meta.resolve('vega-datasets'));
const metricFrom = '2001-01-01';

const seconds = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`;
const title = (text: string): void => console.log(`\n── ${text} ${'─'.repeat(Math.max(0, 94 - text.length))}`);

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await copyFile(new URL('./tend.yaml', import.meta.url), new URL('tend.yaml', folder));
await copyFile(source, new URL('strikes.csv', folder));

title('Iteration 1: from the problem to a gated version (mara trains)');
await tend(path, 'run --as mara');

title('Govern: nobody approves their own model, so jonas signs');
await tend(path, 'approve --as mara --yes', 'end');
const approved = await tend(path, 'approve --as jonas --yes', 'end');

title('Deploy: the version serves over HTTP');
const deployed = approved.exitCode === 0 ? await tend(path, 'deploy --as mara', 'end') : approved;
if (deployed.exitCode === 0) await serveAndLearn();
else console.log('\nThe gate did not let a first version through, so nothing serves. Its card says why.');

title('Your own data, three lines');
console.log(`  npm run tend -- init --data your.csv --target your_column
  npm run tend -- run
  npm run tend -- status
A question to try: in examples/birdstrikes/run, ask the database itself to promote what the gate refused.
\nDone in ${seconds(started)}.`);

async function serveAndLearn(): Promise<void> {
  const issued = await tend(path, 'token rosa --permissions operate,read --as mara', 'nothing');
  const token = issued.stdout.split('\n')[0] ?? '';
  const feed = await productionFeed(source, '2000-01-01', metricFrom);
  const server = await startServer(path);
  console.log(`serving at ${server.address}`);
  title(`Monitor: outcomes come 30 days later; from ${metricFrom} the speeds come in km/h, injected here`);
  let replayed: Replayed;
  try {
    replayed = await replayProduction(server.address, token, feed);
  } finally {
    await server.stop();
  }
  if (replayed.unitAlarm) await secondIteration(replayed.unitAlarm.id);
  title('Why was this one prediction made, and who allowed it?');
  const asked = replayed.answered.find(({ wasDamaged, day }) => wasDamaged && day >= '2000-06-01');
  if (asked) await tend(path, `why ${asked.prediction}`);
}

/** The alarm opens iteration 2: the charter states the unit by period, trains on later rows and asks to beat the champion. */
async function secondIteration(alarm: string): Promise<void> {
  title('Iterate: the alarm opens iteration 2 (mara repairs the cause in the charter)');
  await writeCollected(source, new URL('strikes-2002.csv', folder), metricFrom);
  const charter = new URL('tend.yaml', folder);
  const edits: readonly (readonly [string, string])[] = [
    ['source: strikes.csv', 'source: strikes-2002.csv'],
    ['unit: knots,', `unit: knots, units: [{unit: knots, until: ${metricFrom}}, {unit: km/h, from: ${metricFrom}}],`],
    [
      'train: {until: 1998-01-01}, test: {from: 1998-01-01, until: 2000-01-01}',
      'train: {until: 2001-07-01}, test: {from: 2001-07-01}',
    ],
    ['criteria:\n', 'criteria:\n  - {id: beats-champion, metric: rocAuc, versus: champion, atLeast: 0}\n'],
  ];
  let text = await readFile(charter, 'utf8');
  for (const [before, after] of edits) {
    if (!text.includes(before)) throw new Error(`the charter has no "${before}" to change`);
    text = text.replace(before, after);
    console.log(`  tend.yaml: ${after.trim()}`);
  }
  await writeFile(charter, text);
  const began = performance.now();
  const ran = await tend(
    path,
    `run --as mara --trigger ${alarm} --hypothesis "speeds came in km/h from 2001 on: with the unit stated, later rows help"`,
  );
  const isPassed = ran.exitCode === 4;
  console.log(
    stageLine(
      'iterate',
      isPassed ? 'iteration 2 passes its gate' : 'iteration 2 does not pass its gate',
      performance.now() - began,
    ),
  );
  if (isPassed) {
    await tend(path, 'approve --as jonas --yes', 'end');
    await tend(path, 'deploy --as mara', 'end');
    console.log('The first version stands ready: npm run tend -- rollback');
  } else {
    title('The gate refuses by name, and the version that serves goes on serving');
    await tend(path, 'deploy --as mara', 'end');
  }
}
