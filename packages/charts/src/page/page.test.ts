import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { levelBars } from '../charts/level-bars.ts';
import { series } from '../charts/series.ts';
import { sparkline } from '../charts/sparkline.ts';
import { markup } from '../markup/markup.ts';
import { unclosedElements } from '../markup/unclosed-elements.cases.ts';
import { figure } from './figure.ts';
import { findingEntry, findingList } from './finding-list.ts';
import { cutNotice, fitBudget, sizeBytesOf } from './fit-budget.ts';
import { type PageInput, page } from './page.ts';
import { pageScript, pageScriptHash } from './page-script.ts';
import { worstState } from './state.ts';
import { stateStrip } from './state-strip.ts';
import { tableMarkup } from './table-markup.ts';

const hostile = `</title></style></script><img src=x onerror=alert(1)>"'&\u0000`;

function hostilePage(): string {
  const chart = levelBars({ title: hostile, column: hostile, levels: [{ level: hostile, count: 7 }], missing: 0 });
  return page({
    title: hostile,
    verdict: { state: 'warns', sentence: hostile, word: hostile, audience: hostile },
    lead: stateStrip([{ state: 'fails', value: 3, label: hostile, href: '#columns' }]),
    sections: [
      {
        id: 'findings',
        title: hostile,
        summary: hostile,
        state: 'fails',
        body: findingList([
          findingEntry({
            state: 'fails',
            word: hostile,
            sentence: hostile,
            detail: hostile,
            href: '#columns',
            linkText: hostile,
          }),
        ]),
      },
      {
        id: 'columns',
        title: hostile,
        summary: hostile,
        isFolded: true,
        level: 2,
        body: markup`${figure(chart)}${tableMarkup(
          {
            caption: hostile,
            columns: [{ header: hostile }, { header: hostile, isNumber: true }],
            rows: [
              [
                { text: hostile, drawing: sparkline({ counts: [1], missing: 0, title: hostile }), href: '#findings' },
                { text: '1', sortBy: 1 },
              ],
            ],
          },
          { isSortable: true },
        )}${cutNotice({ shown: 1, left: 2 }, hostile, hostile)}`,
      },
    ],
    footer: { hash: hostile, lines: [hostile] },
  });
}

describe('a page', () => {
  const text = hostilePage();

  test('keeps hostile names as text everywhere', () => {
    expect(unclosedElements(text)).toEqual([]);
    expect(text).not.toContain('<img');
    expect(text).not.toContain('\u0000');
    expect(text.match(/<script/g)?.length).toBe(1);
    expect(text.match(/<style/g)?.length).toBe(1);
    expect(text.match(/&lt;img src=x onerror=alert\(1\)&gt;/g)?.length).toBeGreaterThanOrEqual(20);
  });

  test('loads nothing: no address in it but the name of the SVG language', () => {
    const addresses = text.replaceAll('http://www.w3.org/2000/svg', '').match(/https?:|url\(|@import|<link/g);
    expect(addresses).toBeNull();
    const attributes = Array.from(text.matchAll(/<[a-z]+((?: [a-z-]+(?:="[^"]*")?)*)/g), ([, all]) => all ?? '').join(
      '',
    );
    const names = new Set(attributes.replace(/="[^"]*"/g, '').split(' '));
    expect(['src', 'srcset', 'action', 'data', 'poster', 'background'].filter((name) => names.has(name))).toEqual([]);
    expect(names.size).toBeGreaterThan(15);
    expect(text).toContain('default-src &#39;none&#39;');
  });

  test('allows its own script by the hash of the text, and no other', () => {
    const hash = `sha256-${createHash('sha256').update(pageScript).digest('base64')}`;
    expect(pageScriptHash).toBe(hash);
    expect(text).toContain(`script-src &#39;${hash}&#39;`);
    expect(text).toContain(`<script>${pageScript}</script>`);
    expect(text).not.toMatch(/ on[a-z]+="/);
  });

  test('is read in order: one h1, headings one below the other, tables with caption and scope', () => {
    const headings = Array.from(text.matchAll(/<h([1-6])/g), ([, level]) => Number(level));
    expect(headings).toEqual([1, 2, 3]);
    for (const table of text.match(/<table.*?<\/table>/gs) ?? []) {
      expect(table).toMatch(/^<table[^>]*><caption/);
      expect(table.match(/<th(?!ead| scope="(col|row)")/)).toBeNull();
    }
    expect(text).toContain('<html lang="en">');
  });

  test('on paper each sheet has its number and the hash, where that is one', () => {
    expect(text).toContain('counter(page)');
    expect(text).not.toContain('@bottom-left');
    const footer = { hash: 'sha256:5be0c1d2', lines: [] };
    const verdict = { state: 'note', sentence: 's' } as const;
    expect(page({ title: 't', verdict, sections: [], footer })).toContain('@bottom-left{content:"sha256:5be0c1d2"');
  });

  test('is the same text each time', () => {
    expect(hostilePage()).toBe(text);
  });

  test.each([
    ['two ids alike', { ids: ['a', 'a'] }, 'two sections have the id a'],
    ['an id with a blank', { ids: ['a b'] }, 'letters, digits and hyphens'],
  ])('refuses %s', (_, { ids }, fault) => {
    const input: PageInput = {
      title: 't',
      verdict: { state: 'note', sentence: 's' },
      sections: ids.map((id) => ({ id, title: id, body: markup`` })),
      footer: { lines: [] },
    };
    expect(() => page(input)).toThrow(fault);
  });

  test('links lead nowhere but to itself', () => {
    for (const href of ['javascript:alert(1)', 'https://example.org', '#', '#a b'])
      expect(() => findingEntry({ state: 'note', sentence: 's', href })).toThrow(
        'a link leads to a section of the page',
      );
  });
});

describe('a budget of bytes', () => {
  test('shows what fits, in order, and counts the rest without making it', () => {
    let made = 0;
    const fitted = fitBudget(
      Array.from({ length: 10_000 }, (_, i) => i),
      1000,
      (i) => {
        made++;
        return markup`<p>${String(i).padStart(13, 'é')}</p>`;
      },
    );
    expect(fitted.sizeBytes).toBe(fitted.parts.reduce((sum, part) => sum + sizeBytesOf(part), 0));
    expect(fitted.sizeBytes).toBeGreaterThan(900);
    expect(fitted.sizeBytes).toBeLessThanOrEqual(1000);
    expect(fitted).toMatchObject({ shown: made - 1, left: 10_000 - made + 1 });
    expect(cutNotice(fitted, 'columns', 'tend explore --columns').text).toContain(
      `${made - 1} of 10,000 columns are shown here`,
    );
    expect(cutNotice({ shown: 3, left: 0 }, 'columns').text).toBe('');
  });

  test('counts bytes as UTF-8 does', () => {
    for (const text of ['plain', 'Größe', 'مطار', '漢字', '👩‍🚀 𝄞'])
      expect(sizeBytesOf(markup`${text}`)).toBe(Buffer.byteLength(text));
  });
});

test('a long table under a drawing is cut, and its caption says so', () => {
  const points = Array.from({ length: 200 }, (_, i) => ({ start: i, end: i + 1, value: i }));
  const value = { label: 'y', kind: 'number' } as const;
  const { text } = figure(series({ title: 't', kind: 'date', axis: 'day', value, series: [{ label: 'a', points }] }));
  expect(text.match(/<tr>/g)?.length).toBe(121);
  expect(text).toContain('y by day: the first 120 of 200 rows');
});

test('a group shows its worst state', () => {
  expect(worstState(['passes', 'unknown', 'warns'])).toBe('unknown');
  expect(worstState([])).toBe('note');
});
