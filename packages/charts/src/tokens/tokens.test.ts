import { describe, expect, test } from 'vitest';
import { type Colour, colours, diverging, sequential } from './colours.ts';
import { contrast } from './contrast.ts';
import { tokenStyle } from './token-style.ts';

const themes = ['light', 'dark'] as const;
const to1 = (value: number): number => Math.round(value * 10) / 10;
const on = (name: keyof typeof colours, ground: keyof typeof colours): number[] =>
  themes.map((theme) => to1(contrast(colours[name][theme], colours[ground][theme])));

describe('contrasts of the design brief, light and dark', () => {
  test.each([
    ['text', 16.5, 16.2],
    ['text-2', 7.9, 9.3],
    ['text-3', 5.5, 5.9],
    ['edge', 3.6, 4.2],
    ['accent', 7.2, 8.5],
    ['passes', 5.5, 11.6],
    ['fails', 9.3, 6.0],
    ['warns', 5.2, 11.9],
    ['unknown', 9.6, 6.6],
  ] as const)('%s on the page', (name, light, dark) => {
    expect(on(name, 'page')).toEqual([light, dark]);
  });

  test.each([
    ['accent', 6.4, 6.8],
    ['passes', 5.0, 9.4],
    ['fails', 8.1, 5.2],
    ['warns', 4.8, 9.5],
    ['unknown', 8.5, 5.2],
  ] as const)('%s on its tint', (name, light, dark) => {
    expect(on(name, `${name}-tint`)).toEqual([light, dark]);
  });

  test('all eight series stand out from page and surface', () => {
    const series = Object.entries(colours).filter(([name]) => name.startsWith('series-'));
    expect(series.length).toBe(8);
    const least = (theme: (typeof themes)[number]): number =>
      Math.min(
        ...series.flatMap(([, colour]) =>
          [colours.page, colours.surface].map((ground) => contrast(colour[theme], ground[theme])),
        ),
      );
    expect(to1(least('light'))).toBe(3.1);
    expect(to1(least('dark'))).toBe(3.8);
  });
});

test('numbers can be read on every step of a scale', () => {
  const style = tokenStyle();
  for (const [theme, rule] of [
    ['light', /^:root\{(.*)\}$/m],
    ['dark', /^@media screen\{:root\[data-theme=dark\]\{(.*)\}\}$/m],
  ] as const) {
    const declared = new Map(
      (rule.exec(style)?.[1] ?? '').split(';').map((line) => line.split(':') as [string, string]),
    );
    const ratios = (prefix: string, scale: readonly Colour[]): number[] =>
      scale.map((step, i) => {
        expect(declared.get(`--${prefix}-${i}`)).toBe(step[theme]);
        return contrast(declared.get(`--on-${prefix}-${i}`) ?? '', step[theme]);
      });
    expect(Math.min(...ratios('seq', sequential), ...ratios('div', diverging))).toBeGreaterThanOrEqual(4.5);
  }
});

test('every token has a value in each theme and under forced colours', () => {
  const rules = tokenStyle().split('\n');
  expect(rules.length).toBe(4);
  for (const name of Object.keys(colours)) for (const rule of rules) expect(rule).toContain(`--${name}:`);
});

test('black on white is 21, and a colour by name is refused', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21);
  expect(() => contrast('red', '#ffffff')).toThrow('expected a colour like #1C1B18, came red');
});
