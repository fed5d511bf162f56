import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { figure, histogram, page, tableMarkup } from '@tend/charts';
import { expect, test } from 'vitest';
import { answerOfPage, findChromium } from './load-model/chromium.ts';

const hostile = '<img src=x onerror="document.title=1">';

const bins = [
  { from: 0, to: 10, count: 30 },
  { from: 10, to: 20, count: 70 },
];
const html = page({
  title: 'A page',
  verdict: { state: 'note', sentence: hostile },
  sections: [
    {
      id: 'chart',
      title: 'Chart',
      body: figure(histogram({ title: hostile, column: hostile, kind: 'number', bins, missing: 0 })),
    },
    {
      id: 'table',
      title: 'Table',
      isFolded: true,
      body: tableMarkup(
        {
          caption: 'Numbers',
          columns: [{ header: 'name' }, { header: 'n', isNumber: true }],
          rows: [
            ['a', { text: '10', sortBy: 10 }],
            ['b', { text: '9', sortBy: 9 }],
            ['c', { text: 'none' }],
          ],
        },
        { isSortable: true },
      ),
    },
  ],
  footer: { lines: [hostile] },
});

/** What a reader with a keyboard does, in one expression; empty until the page is there. */
const visit = `(() => {
  if (document.readyState !== 'complete') return '';
  const chart = document.querySelector('.drawing svg');
  const reading = document.getElementById('reading');
  const said = [];
  chart.focus();
  const isFocused = document.activeElement === chart;
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'Home']) {
    chart.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    said.push(reading.textContent);
  }
  document.querySelector('table.sortable th:nth-child(2) button').click();
  location.hash = '#table';
  dispatchEvent(new HashChangeEvent('hashchange'));
  return JSON.stringify({
    said,
    isFocused,
    stops: document.querySelectorAll('.drawing [tabindex="0"]').length,
    order: Array.from(document.querySelectorAll('table.sortable tbody th'), (cell) => cell.textContent),
    sorted: document.querySelector('table.sortable th:nth-child(2)').getAttribute('aria-sort'),
    unfolded: document.querySelector('#table details').open,
    overflow: document.documentElement.scrollWidth > innerWidth,
    images: document.images.length,
    title: document.title,
  });
})()`;

const chromium = findChromium();
const name = 'a page is walked by keyboard, sorted and unfolded in a browser, and no name of the data runs in it';
const reason = chromium === undefined ? ' (skipped: no Chromium here; TEND_CHROMIUM may name one)' : '';

test.skipIf(chromium === undefined)(`${name}${reason}`, { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tend-chart-page-'));
  try {
    const path = join(folder, 'page.html');
    writeFileSync(path, html);
    const answer = await answerOfPage(chromium ?? '', folder, pathToFileURL(path).href, visit);
    expect(JSON.parse(answer)).toEqual({
      said: ['0 to 10: 30 rows (30%)', '10 to 20: 70 rows (70%)', '10 to 20: 70 rows (70%)', '0 to 10: 30 rows (30%)'],
      isFocused: true,
      stops: 1,
      order: ['b', 'a', 'c'],
      sorted: 'ascending',
      unfolded: true,
      overflow: false,
      images: 0,
      title: 'A page',
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
