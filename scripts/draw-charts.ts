/**
 * Draws the charts whose SVG is kept in `packages/charts/src/golden`: `npm run charts` writes the files anew,
 * `npm run charts -- <file.html>` a page of all of them to look at.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldenCharts } from '../packages/charts/src/golden/golden-charts.cases.ts';
import { type Markup, markup } from '../packages/charts/src/markup/markup.ts';
import { figure, figureGrid } from '../packages/charts/src/page/figure.ts';
import { page } from '../packages/charts/src/page/page.ts';
import type { Chart } from '../packages/charts/src/plot/chart.ts';
import { root } from './source-files.ts';

/** One page with all drawings, each under its name. */
export function gallery(): string {
  const drawn = Object.entries(goldenCharts).map(([name, draw]) => ({ name, chart: draw() }));
  const isWide = ({ chart }: { readonly chart: Chart }): boolean => chart.width > 400;
  const figureOf = ({ name, chart }: { readonly name: string; readonly chart: Chart }): Markup =>
    markup`<div><code>${name}</code>${figure(chart)}</div>`;
  const sections = [
    { id: 'small', title: 'Of 360 px', body: figureGrid(drawn.filter((each) => !isWide(each)).map(figureOf)) },
    { id: 'wide', title: 'Wider', body: markup`${drawn.filter(isWide).map(figureOf)}` },
  ];
  return page({
    title: 'Drawings of Tend',
    verdict: { state: 'note', sentence: `${drawn.length} drawings, as the tests keep them` },
    sections,
    footer: { lines: ['Made by npm run charts'] },
  });
}

if (process.argv[1] === import.meta.filename) {
  const target = process.argv[2];
  if (target !== undefined) writeFileSync(target, gallery());
  else
    for (const [name, draw] of Object.entries(goldenCharts))
      writeFileSync(join(root, 'packages/charts/src/golden', `${name}.svg`), `${draw().svg.text}\n`);
}
