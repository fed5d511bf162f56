import { malformed, readLevels, readNumber, readObject } from '../read-json.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';
import { firstFrom } from './history-index.ts';
import {
  describeLookBack,
  historyParameters,
  type LookBack,
  lookBack,
  lookBackColumns,
  lookBackIssue,
  lookBackKinds,
  readLookBack,
} from './history-parameters.ts';
import { spanUnits } from './time-units.ts';
import { type WindowStatistic, windowStatistics, windowSummary } from './window-statistics.ts';

export interface RollingLearned extends LookBack {
  /** In units. */
  readonly window: number;
  readonly statistics: readonly WindowStatistic[];
}

const longest = 1e6;

/** What a column was over a span of time before the row. */
export const rolling: StepDefinition<RollingLearned> = defineStep({
  name: 'rolling',
  description:
    'Statistics of the earlier values of the same group within a span of time: rows from the time of the row less the window up to, and without, the time of the row less the delay. Missing values do not count; without any, counts are 0 and the rest is missing.',
  parameters: {
    ...historyParameters,
    window: { type: 'number', default: 7, min: 0, max: longest, description: 'The length of the span, in units.' },
    statistics: {
      type: 'texts',
      default: ['mean'],
      choices: windowStatistics,
      description:
        'Which of them: sd is that of a sample, share that of values other than 0, sinceLast the units since the last value other than 0. Without a column in "of", count and sinceLast of rows.',
    },
  },
  reads: lookBackKinds,
  columns: 'together',
  keepsInputs: true,
  looksBack: true,
  names: lookBackColumns,
  check(parameters, inputs) {
    const { of, window, delay, statistics } = parameters;
    if (statistics.length === 0) return 'no statistics';
    if (window <= delay) return `a window of ${window} within the delay of ${delay}`;
    const needing = statistics.find((one) => one !== 'count' && one !== 'sinceLast');
    if (of === '' && needing !== undefined) return `no column in "of" for ${needing}`;
    return lookBackIssue(parameters, inputs);
  },
  fit: ({ of, unit, delay, window, statistics }): RollingLearned => ({
    hasValues: of !== '',
    unit,
    delay,
    window,
    statistics,
  }),
  parse(json, path, inputs) {
    const fields = readObject(json, path, ['hasValues', 'unit', 'delay', 'window', 'statistics']);
    const common = readLookBack(fields, path, inputs);
    const window = readNumber(fields.window, `${path}.window`);
    if (window <= common.delay || window > longest)
      throw malformed(`${path}.window`, `more than the delay and at most ${longest}`, window);
    const statistics = readLevels(fields.statistics, `${path}.statistics`);
    const known = windowStatistics.filter((one) => statistics.includes(one));
    if (statistics.length === 0 || known.length !== statistics.length)
      throw malformed(`${path}.statistics`, `some of ${windowStatistics.join(', ')}`, statistics);
    if (!common.hasValues && known.some((one) => one !== 'count' && one !== 'sinceLast'))
      throw malformed(`${path}.hasValues`, `true for ${known.join(', ')}`, false);
    return { ...common, window, statistics: statistics as readonly WindowStatistic[] };
  },
  outputs({ hasValues, unit, window, statistics }, [of]) {
    const what = hasValues ? (of?.name ?? '') : 'rows';
    return statistics.map((one) => ({ name: `${one} of ${what} in ${window} ${unit}`, kind: 'number' }));
  },
  run(learned, inputs, { history }) {
    const { unit, window, statistics } = learned;
    const seenBy = lookBack(history, inputs, learned);
    const span = window * spanUnits[unit];
    return {
      type: 'mixed',
      bind(blocks, outputs) {
        const seenAt = seenBy(blocks);
        const summary = windowSummary();
        return (count) => {
          for (let row = 0; row < count; row++) {
            const seen = seenAt(row);
            if (seen !== undefined)
              summary.read(seen, firstFrom(seen.times, seen.at - span, seen.begin, seen.end, seen.end));
            for (let place = 0; place < statistics.length; place++) {
              const one = statistics[place] as WindowStatistic;
              (outputs[place] as Float64Array)[row] =
                seen === undefined ? Number.NaN : summary.statistic(one, spanUnits[unit]);
            }
          }
        };
      },
    };
  },
  explain: (learned, inputs) =>
    `${learned.statistics.join(', ')} of ${learned.hasValues ? inputs[0]?.name : 'earlier rows'} over the ${learned.window} ${learned.unit} before${describeLookBack(inputs, learned)}`,
});
