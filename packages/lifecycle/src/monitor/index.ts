export { label } from './label.ts';
export { logPredictions } from './log-predictions.ts';
export { monitor, summariseAlarm } from './monitor.ts';
export type { AlarmBody, MonitoringBody } from './records.ts';
export { why } from './why.ts';
