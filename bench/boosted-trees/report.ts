import { median, type Timing, type TrainTiming } from './timing.ts';

export interface TrainRow {
  readonly set: string;
  readonly threads: number;
  readonly against: 'defaults' | 'quantised';
  readonly theirs: readonly TrainTiming[];
  readonly ours: readonly TrainTiming[];
  /** Test ROC AUC of ours minus theirs. */
  readonly aucDifference: number;
}

export interface PredictRow {
  readonly set: string;
  readonly leaves: number;
  readonly rowCount: number;
  readonly singleCount: number;
  readonly batch: readonly { readonly theirs: Timing; readonly ours: Timing }[];
  readonly single: readonly { readonly theirs: Timing; readonly ours: Timing }[];
}

/** Training: seconds, and how many times faster we are (above 1: we are). */
export function trainTable(rows: readonly TrainRow[]): string {
  const head =
    '| set | threads | LightGBM | binning s, theirs / ours | speed wall / CPU | boosting s, theirs / ours | speed wall / CPU | AUC difference |';
  const lines = rows.map(({ set, threads, against, theirs, ours, aucDifference }) => {
    const part = (phase: keyof TrainTiming): string => {
      const seconds = (timings: readonly TrainTiming[]): string =>
        (median(timings.map((timing) => timing[phase].wallMs)) / 1000).toFixed(2);
      return `${seconds(theirs)} / ${seconds(ours)} | ${ratios(theirs.map((t, i) => ({ theirs: t[phase], ours: ours[i]?.[phase] })))}`;
    };
    return `| ${set} | ${threads} | ${against} | ${part('binning')} | ${part('boosting')} | ${signed(aucDifference)} |`;
  });
  return [head, '|---|---|---|---|---|---|---|---|', ...lines].join('\n');
}

/** Prediction with one thread: rows a second of processor time, and how many times faster we are. */
export function predictTable(rows: readonly PredictRow[]): string {
  const head =
    '| set | leaves | batch M rows/s, theirs / ours | speed wall / CPU | single row µs, theirs / ours | speed wall / CPU |';
  const lines = rows.map(({ set, leaves, rowCount, singleCount, batch, single }) => {
    const million = (side: 'theirs' | 'ours'): string =>
      (rowCount / median(batch.map((run) => run[side].wallMs)) / 1000).toFixed(3);
    const micro = (side: 'theirs' | 'ours'): string =>
      ((median(single.map((run) => run[side].wallMs)) * 1000) / singleCount).toFixed(2);
    return `| ${set} | ${leaves} | ${million('theirs')} / ${million('ours')} | ${ratios(batch)} | ${micro('theirs')} / ${micro('ours')} | ${ratios(single)} |`;
  });
  return [head, '|---|---|---|---|---|---|', ...lines].join('\n');
}

function ratios(runs: readonly { readonly theirs: Timing; readonly ours: Timing | undefined }[]): string {
  const ratio = (clock: keyof Timing): string =>
    median(runs.map(({ theirs, ours }) => theirs[clock] / (ours?.[clock] ?? Number.NaN))).toFixed(2);
  return `${ratio('wallMs')} / ${ratio('cpuMs')}`;
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(5)}`;
}
