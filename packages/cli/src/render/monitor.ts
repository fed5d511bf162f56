import type { Measurement, MonitorAnswer, WindowSummary } from '@tend/protocol';
import { formatInterval, formatNumber } from '@tend/protocol/number-format';
import { bullets } from './bullets.ts';
import { type Cell, layColumns } from './columns.ts';
import { headed, labelled } from './labelled.ts';
import type { Look } from './look.ts';
import { verdictSentence } from './names.ts';
import { alarmSentence } from './sentences.ts';
import { formatDay } from './time.ts';

/** Quality and drift by window, the alarms, and the verdict last, where the eye rests. */
export function renderMonitor(answer: MonitorAnswer, look: Look): readonly string[] {
  const raised = new Set(answer.alarmsRaised.map((alarm) => alarm.id));
  const older = answer.openAlarms.filter((alarm) => !raised.has(alarm.id));
  const drifted = answer.windows.flatMap((window) =>
    window.drifted.map(
      (drift) =>
        `${spanOf(window)}, ${drift.column}: effect ${formatNumber(drift.effect)}, p ${formatNumber(drift.pValue)}${drift.note === '' ? '' : `; ${drift.note}`}`,
    ),
  );
  const list = (sentences: readonly string[]): readonly string[] =>
    sentences.length === 0 ? [] : bullets(look, sentences, '');
  return [
    ...windowTable(look, answer.windows),
    ...headed(look, 'columns that drifted', list(drifted)),
    ...headed(look, 'alarms raised now', list(answer.alarmsRaised.map(alarmSentence))),
    ...headed(look, 'alarms open from before', list(older.map(alarmSentence))),
    '',
    verdictSentence(look, answer.openAlarms.length + answer.alarmsRaised.length > 0 ? 'fail' : 'pass', answer.verdict),
    ...labelled(look, 'deployment', [`${answer.deployment}, as of ${formatDay(answer.asOf)}`], 12),
    ...labelled(look, 'next', answer.next === '' ? [] : [answer.next], 12),
  ];
}

function windowTable(look: Look, windows: readonly WindowSummary[]): readonly string[] {
  if (windows.length === 0) return [look.paint.dim('no window with predictions yet')];
  const rows = windows.map((window): readonly Cell[] => [
    { text: spanOf(window) },
    { text: formatNumber(window.predictions) },
    { text: formatNumber(window.labelled) },
    { text: formatNumber(window.positives) },
    {
      text:
        window.quality.length === 0
          ? window.labelled === 0
            ? 'no outcomes yet'
            : 'too few outcomes'
          : window.quality.map(qualityText).join('; '),
    },
    {
      text: `${formatNumber(window.drifted.length)} of ${formatNumber(window.columnsCompared)}`,
      ...(window.drifted.length > 0 ? { paint: look.paint.red } : {}),
    },
  ]);
  return layColumns(
    look,
    [
      { title: 'window' },
      { title: 'answers', align: 'right' },
      { title: 'outcomes', align: 'right' },
      { title: 'positive', align: 'right' },
      { title: 'quality', isFlexible: true },
      { title: 'drifted' },
    ],
    rows,
  );
}

function spanOf(window: WindowSummary): string {
  return `${formatDay(window.from)} to ${formatDay(window.until)}`;
}

function qualityText(measurement: Measurement): string {
  const { metric, value, low, high } = measurement;
  const interval = low === null && high === null ? '' : ` (${formatInterval(low, high, value)})`;
  return `${metric} ${value === null ? 'cannot be shown' : formatNumber(value)}${interval}`;
}
