import { type Command, operationCommand } from '../command.ts';
import { textOption } from '../parse-arguments.ts';
import { renderMonitor } from '../render/monitor.ts';

export const command: Command = operationCommand({
  name: 'monitor',
  operation: 'monitor',
  about: 'Compares what was served with what is normal and with what came true, window by window, and raises alarms.',
  positionals: [],
  options: { 'as-of': { kind: 'date', value: 'DATE', text: 'as if today were this day (default: today)' } },
  exitCodes: [],
  examples: [{ words: 'monitor --as-of 2001-06-30', text: 'replay a past day' }],
  input: (args) => ({ asOf: textOption(args, 'as-of') }),
  render: renderMonitor,
});
