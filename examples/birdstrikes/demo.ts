/**
 * The whole lifecycle on real data, as people would drive it: every line that starts with $ is a command that anyone can
 * type in this folder. The story's clock runs from 1990 to 2002; decisions, verdicts and alarms are the product's own.
 */
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { MonitorAnswer } from '@tend/protocol';
import { startServer, tend } from './command-line.ts';
import { type Answered, post, sendRequests } from './send-requests.ts';
import { productionFeed, writeCollected } from './strikes.ts';

const started = performance.now();
const folder = new URL('./run/', import.meta.url);
const path = fileURLToPath(folder);
const source = new URL('../../node_modules/vega-datasets/data/birdstrikes.csv', import.meta.url);
const metricFrom = '2001-01-01';
const quarters = [
  '2000-01',
  '2000-04',
  '2000-07',
  '2000-10',
  '2001-01',
  '2001-04',
  '2001-07',
  '2001-10',
  '2002-01',
  '2002-04',
];
const dayMs = 86_400_000;

const seconds = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`;
const title = (text: string): void => console.log(`\n── ${text} ${'─'.repeat(Math.max(0, 94 - text.length))}`);
const laterBy = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

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
  const token =
    (await tend(path, 'token rosa --permissions operate,read --as mara', 'nothing')).stdout.split('\n')[0] ?? '';
  const server = await startServer(path);
  const answered: Answered[] = [];
  try {
    answered.push(...(await replay(server.address, token)));
  } finally {
    await server.stop();
  }
  const alarm = await raisedUnitAlarm();
  if (alarm) await secondIteration(alarm);
  title('Why was this one prediction made, and who allowed it?');
  const asked = answered.filter(({ wasDamaged, day }) => wasDamaged && day >= '2000-06-01')[0];
  if (asked) await tend(path, `why ${asked.prediction}`);
}

/** Production, quarter by quarter: requests in date order, outcomes 30 days later, then a look by the monitor. */
async function replay(address: string, token: string): Promise<readonly Answered[]> {
  const feed = await productionFeed(source, '2000-01-01', metricFrom);
  console.log(
    `serving at ${address}; ${feed.length.toLocaleString('en')} reports follow in date order. From ${metricFrom} their speeds come in km/h: injected here.`,
  );
  title('Monitor: outcomes come 30 days later, drift is measured against the training rows');
  const answered: Answered[] = [];
  let labelled = 0;
  let alarmsBefore = 0;
  let isInjectionFound = false;
  for (const [i, quarter] of quarters.entries()) {
    const from = performance.now();
    const until = quarters[i + 1] ?? '2002-08';
    answered.push(
      ...(await sendRequests(
        address,
        'birdstrikes',
        feed.filter(({ day }) => day >= quarter && day < until),
      )),
    );
    const asOf = laterBy(`${until}-01`, 31);
    const known = answered.slice(labelled).filter(({ day }) => laterBy(day, 30) <= asOf);
    labelled += known.length;
    const labels = known.map(({ prediction, wasDamaged, day }) => ({
      prediction,
      outcome: wasDamaged,
      knownAt: laterBy(day, 30),
    }));
    if (labels.length > 0) await post(`${address}/api/v1/labels`, { labels }, token);
    const look = (await post(`${address}/api/v1/monitor`, { asOf }, token)) as unknown as MonitorAnswer;
    const window = look.windows.find(({ from: start }) => start === `${quarter}-01`);
    console.log(describeWindow(quarter, window, seconds(from)));
    for (const { kind, message } of look.alarmsRaised) {
      console.log(`    alarm: ${message}`);
      if (kind === 'unitChange' && quarter >= '2001-01') isInjectionFound = true;
      else if (!isInjectionFound) alarmsBefore++;
    }
    if (isInjectionFound && quarter === '2001-01') console.log(`    alarms raised before this one: ${alarmsBefore}`);
  }
  return answered;
}

function describeWindow(quarter: string, window: MonitorAnswer['windows'][number] | undefined, time: string): string {
  if (!window) return `${quarter}  no complete window`;
  const auc = window.quality.find(({ metric }) => metric === 'rocAuc');
  const quality =
    auc?.value == null
      ? 'quality not shown yet'
      : `ROC AUC ${auc.value.toFixed(3)} (${auc.low?.toFixed(3)} to ${auc.high?.toFixed(3)})`;
  const drift =
    window.drifted.length === 0 ? 'no drift' : `drift in ${window.drifted.map(({ column }) => column).join(', ')}`;
  return `${quarter}  ${window.predictions} answers, ${window.positives} damaged of ${window.labelled} known, ${quality}, ${drift}  ${time}`;
}

async function raisedUnitAlarm(): Promise<string | undefined> {
  const { stdout } = await tend(path, 'status --json', 'nothing');
  const last = stdout.trim().split('\n').at(-1) ?? '{}';
  const { result } = JSON.parse(last) as { result: { alarms: readonly { id: string; kind: string }[] } };
  return result.alarms.find(({ kind }) => kind === 'unitChange')?.id;
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
  const ran = await tend(
    path,
    `run --as mara --trigger ${alarm} --hypothesis "speeds came in km/h from 2001 on: with the unit stated, later rows help"`,
  );
  if (ran.exitCode === 4) {
    await tend(path, 'approve --as jonas --yes', 'end');
    await tend(path, 'deploy --as mara', 'end');
    console.log('The first version stands ready: npm run tend -- rollback');
  } else {
    title('The gate refuses: the version that serves goes on serving');
    await tend(path, 'deploy --as mara', 'end');
  }
}
