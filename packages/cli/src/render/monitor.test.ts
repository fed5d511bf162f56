import { expect, test } from 'vitest';
import { plainLook } from '../plain-look.cases.ts';
import { answers } from '../sample-project.cases.ts';
import { renderMonitor } from './monitor.ts';

test('windows, what drifted, the alarms, and the verdict last', () => {
  expect(renderMonitor(answers.monitor, plainLook).join('\n')).toBe(
    `
window                     answers   outcomes   positive   quality                         drifted
2000-10-01 to 2001-01-01       512        512         41   rocAuc 0.801 (0.744 to 0.858)   0 of 9
2001-01-01 to 2001-04-01       431          0          0   no outcomes yet                 1 of 9

columns that drifted
  · 2001-01-01 to 2001-04-01, Speed IAS in knots: effect 0.412, p 3.10e-12; about 1.85 times

alarms raised now
  · drift, Speed IAS in knots (2001 Q1): about 1.85 times what is normal

✗ 1 alarm in 2 windows, none before
  deployment  strikes@v2, as of 2001-06-30
  next        npx --no-install tend run --trigger al1`.trimStart(),
  );
});
