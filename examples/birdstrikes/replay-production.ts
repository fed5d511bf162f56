import type { AlarmSummary, MonitorAnswer, WindowSummary } from '@tend/protocol';
import { stageLine } from './command-line.ts';
import { type Answered, post, sendRequests } from './send-requests.ts';
import type { Strike } from './strikes.ts';

const quarterStarts = ['01', '04', '07', '10'];
const dayMs = 86_400_000;

export interface Replayed {
  readonly answered: readonly Answered[];
  readonly unitAlarm: AlarmSummary | undefined;
}

/**
 * Production, quarter by quarter over real HTTP: requests in date order, outcomes 30 days later, then a look by the
 * monitor. Says how many alarms came before the one that names a change of unit.
 */
export async function replayProduction(address: string, token: string, feed: readonly Strike[]): Promise<Replayed> {
  const started = performance.now();
  let servingMs = 0;
  const answered: Answered[] = [];
  const waiting: Answered[] = [];
  const alarms: AlarmSummary[] = [];
  for (const { from, until } of quartersOf(feed)) {
    const began = performance.now();
    const inQuarter = feed.filter(({ day }) => day >= from && day < until);
    const answers = await sendRequests(address, 'birdstrikes', inQuarter);
    servingMs += performance.now() - began;
    answered.push(...answers);
    waiting.push(...answers);
    const asOf = laterBy(until, 31);
    await sendLabels(address, token, waiting.splice(0, waiting.length), asOf, waiting);
    const look = (await post(`${address}/api/v1/monitor`, { asOf }, token)) as unknown as MonitorAnswer;
    describeQuarter(from, look);
    for (const alarm of look.alarmsRaised) {
      console.log(`            alarm: ${alarm.message}`);
      if (alarm.kind === 'unitChange') console.log(`            alarms raised before this one: ${alarms.length}`);
      alarms.push(alarm);
    }
  }
  console.log(
    stageLine('deploy', `${answered.length.toLocaleString('en')} reports answered over HTTP, in date order`, servingMs),
  );
  const watchedMs = performance.now() - started - servingMs;
  console.log(
    stageLine('monitor', `${quartersOf(feed).length} quarters looked at, ${alarms.length} alarms raised`, watchedMs),
  );
  return { answered, unitAlarm: alarms.find(({ kind }) => kind === 'unitChange') };
}

function quartersOf(feed: readonly Strike[]): readonly { readonly from: string; readonly until: string }[] {
  const first = Number(feed[0]?.day.slice(0, 4));
  const last = feed.at(-1)?.day ?? '';
  const starts = Array.from({ length: 12 }, (_, i) => quarterStarts.map((month) => `${first + i}-${month}-01`)).flat();
  return starts.flatMap((from, i) => (from <= last ? [{ from, until: starts[i + 1] ?? '' }] : []));
}

/** Sends the outcomes that are known by `asOf`; the others go on waiting. */
async function sendLabels(
  address: string,
  token: string,
  candidates: readonly Answered[],
  asOf: string,
  waiting: Answered[],
): Promise<void> {
  const known = candidates.filter(({ day }) => laterBy(day, 30) <= asOf);
  waiting.push(...candidates.filter(({ day }) => laterBy(day, 30) > asOf));
  const labels = known.map(({ prediction, wasDamaged, day }) => ({
    prediction,
    outcome: wasDamaged,
    knownAt: laterBy(day, 30),
  }));
  if (labels.length > 0) await post(`${address}/api/v1/labels`, { labels }, token);
}

function describeQuarter(from: string, look: MonitorAnswer): void {
  const window = look.windows.find((candidate) => candidate.from === from);
  if (!window) return;
  const { predictions, positives, drifted } = window;
  const drift = drifted.length === 0 ? 'no drift' : `${drifted.length} of ${window.columnsCompared} columns drift`;
  console.log(`  ${from.slice(0, 7)}   ${predictions} answers, ${positives} damaged, ${qualityOf(window)}, ${drift}`);
}

function qualityOf({ quality }: WindowSummary): string {
  const auc = quality.find(({ metric }) => metric === 'rocAuc');
  if (auc?.value == null || auc.low === null || auc.high === null) return 'quality not shown yet';
  return `ROC AUC ${auc.value.toFixed(3)} (${auc.low.toFixed(3)} to ${auc.high.toFixed(3)})`;
}

function laterBy(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}
