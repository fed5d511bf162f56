import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { randomStream } from '@tend/kernels';
import { openProject } from '@tend/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, findChromium, startBrowser } from './load-model/chromium.ts';

const chromium = findChromium();
const folder = mkdtempSync(join(tmpdir(), 'tend-explore-page-'));
let page: Browser;
afterAll(async () => {
  if (chromium !== undefined) await page.end();
  rmSync(folder, { recursive: true, force: true });
});

/** Rows in which each section of a page has something to show: a reversal, missing values, a copy, texts, days, long names. */
function plantedCsv(shift: number): string {
  const random = randomStream(11);
  const lines = Array.from({ length: 900 }, (_, i) => {
    const isHard = random.uniform() < 0.5;
    const isA = random.uniform() < (isHard ? 0.8 : 0.2);
    const passed = random.uniform() < (isHard ? 0.25 : 0.75) + (isA ? 0.1 : -0.1);
    const size = random.normal() + shift;
    const lacks = random.uniform() < (isHard ? 0.4 : 0.02);
    const day = new Date(Date.UTC(2023, 0, 1 + Math.floor(i / 2))).toISOString().slice(0, 10);
    return [
      day,
      isHard ? 'hard' : 'easy',
      isA ? 'A' : 'B',
      lacks ? '' : size.toFixed(3),
      lacks ? '' : (size * 2.54 + 0.01 * random.normal()).toFixed(3),
      random.integer(12),
      ['Ulm', 'Graz', 'a place with a name that is far too long for any axis or cell of a table'][random.integer(3)],
      `the crew said it was ${random.integer(2) === 0 ? 'fine and quiet' : 'loud or rough'} ${random.integer(90)}`,
      ['low', 'middle', 'high'][Math.min(2, Math.max(0, Math.round(1 + size / 2)))],
      passed ? 'yes' : 'no',
    ].join(',');
  });
  return `day,department,group,size,size in inches,count,place,note,grade,passed\n${lines.join('\n')}\n`;
}

/** Runs before the script of a page: what goes wrong there, and what it asks of a network. */
const watch = `globalThis.faults = [];
addEventListener('error', (event) => faults.push(event.message));
addEventListener('unhandledrejection', (event) => faults.push(String(event.reason)));
document.addEventListener('securitypolicyviolation', (event) => faults.push(event.violatedDirective));`;

beforeAll(async () => {
  if (chromium === undefined) return;
  writeFileSync(join(folder, 'before.csv'), plantedCsv(0.7));
  writeFileSync(join(folder, 'now.csv'), plantedCsv(0));
  const project = await openProject(folder);
  try {
    await project.explore({ data: 'now.csv', target: 'passed', against: 'before.csv', out: 'binary.html' });
    await project.explore({ data: 'now.csv', target: 'grade', out: 'classes.html' });
  } finally {
    await project.close();
  }
  page = await startBrowser(chromium, folder);
  await page.send('Page.enable');
  await page.send('Page.addScriptToEvaluateOnNewDocument', { source: watch });
});

async function show({ send, open }: Browser, name: string, width: number, theme: 'light' | 'dark'): Promise<void> {
  await send('Emulation.setDeviceMetricsOverride', { width, height: 800, deviceScaleFactor: 1, mobile: false });
  await send('Emulation.setEmulatedMedia', { media: '', features: [{ name: 'prefers-color-scheme', value: theme }] });
  await open(pathToFileURL(join(folder, name)).href);
}

/** Which elements stand out of the width of the page, and not in a box that scrolls by itself. */
const overflowing = `Array.from(document.querySelectorAll('main *')).filter((element) => {
  const { right, width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && right > document.documentElement.clientWidth + 1 && element.closest('.scroll, .drawing, .aside') === null;
}).map((element) => element.outerHTML.slice(0, 120))`;

const outline = `({
  faults,
  loaded: performance.getEntriesByType('resource').map(({ name }) => name),
  overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  overflowing: ${overflowing},
  headings: Array.from(document.querySelectorAll('h1, h2, h3, h4'), ({ tagName }) => Number(tagName[1])),
  unnamedCharts: Array.from(document.querySelectorAll('svg.chart')).filter((svg) =>
    !svg.querySelector(':scope > title')?.textContent || (!svg.classList.contains('spark') && !svg.querySelector(':scope > desc')?.textContent)).length,
  charts: document.querySelectorAll('svg.chart').length,
  deadLinks: Array.from(document.links, (link) => link.getAttribute('href')).filter((href) => document.querySelector(href) === null),
  links: document.links.length,
  twice: Array.from(document.querySelectorAll('[id]'), ({ id }) => id).filter((id, at, all) => all.indexOf(id) !== at),
  unnamed: Array.from(document.querySelectorAll('button, a, summary, [role=group]')).filter((element) => !element.textContent.trim() && !element.getAttribute('aria-label')).length,
})`;

/** Of all texts that are seen: those that stand out too little from what is behind them (WCAG 2.2, 4.5 to 1). */
const faint = `(() => {
  const channel = (value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * channel(r / 255) + 0.7152 * channel(g / 255) + 0.0722 * channel(b / 255);
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parts(getComputedStyle(one).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  document.querySelectorAll('details').forEach((one) => { one.open = true; });
  const texts = Array.from(document.querySelectorAll('body *')).filter((element) =>
    element.checkVisibility() && Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.data.trim() !== ''));
  const seen = texts.filter((element) => !['TITLE', 'DESC', 'STYLE', 'SCRIPT', 'title', 'desc'].includes(element.tagName) && !/on-(seq|div)/.test(element.getAttribute('class') ?? ''));
  const contrast = (element) => {
    const style = getComputedStyle(element);
    const [a, b] = [luminance(parts(element instanceof SVGElement ? style.fill : style.color)), luminance(behind(element))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  return { seen: seen.length, faint: seen.filter((element) => contrast(element) < 4.5).map((element) => element.outerHTML.slice(0, 100)) };
})()`;

/** Where the keyboard stands: in which place of the document, whether it is seen, and whether it is in view. */
const focused = `(() => {
  const one = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(one);
  const all = Array.from(document.querySelectorAll('*'));
  return {
    tag: one.tagName.toLowerCase(),
    place: all.indexOf(one),
    isSeen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
    isThere: one.checkVisibility(),
    said: document.getElementById('reading').textContent,
    isOpen: one.tagName === 'SUMMARY' ? one.parentElement.open : null,
    isChart: one.matches('svg.chart'),
    hash: location.hash,
  };
})()`;

interface Focus {
  readonly tag: string;
  readonly place: number;
  readonly isSeen: boolean;
  readonly isThere: boolean;
  readonly said: string;
  readonly isOpen: boolean | null;
  readonly isChart: boolean;
  readonly hash: string;
}

async function press({ send, evaluate }: Browser, key: string): Promise<Focus> {
  const text = key === 'Enter' ? { text: '\r' } : {};
  const code = { Tab: 9, Enter: 13, ArrowRight: 39, End: 35 }[key] ?? 0;
  const about = { key, code: key, windowsVirtualKeyCode: code, ...text };
  await send('Input.dispatchKeyEvent', { type: 'keyDown', ...about });
  await send('Input.dispatchKeyEvent', { type: 'keyUp', ...about });
  return (await evaluate(focused)) as Focus;
}

const reason = chromium === undefined ? ' (skipped: no Chromium here; TEND_CHROMIUM may name one)' : '';
const pages = ['binary.html', 'classes.html'];

describe.skipIf(chromium === undefined)(`pages of explorations in a browser${reason}`, { timeout: 90_000 }, () => {
  test('headings in order, every chart named, every link leads somewhere, nothing is loaded and nothing stands out of a phone', async () => {
    for (const name of pages) {
      await show(page, name, 360, 'light');
      const found = (await page.evaluate(outline)) as Record<string, unknown>;
      const { headings, charts, links, ...faults } = found as {
        headings: number[];
        charts: number;
        links: number;
      };
      expect(faults).toEqual({
        faults: [],
        loaded: [],
        overflow: 0,
        overflowing: [],
        unnamedCharts: 0,
        deadLinks: [],
        twice: [],
        unnamed: 0,
      });
      expect(headings[0]).toBe(1);
      expect(headings.filter((level) => level === 1).length).toBe(1);
      expect(headings.filter((level, at) => level > (headings[at - 1] ?? 0) + 1)).toEqual([]);
      expect(Math.min(charts, links)).toBeGreaterThan(20);
    }
  });

  test.each(['light', 'dark'] as const)('all text stands out, %s', async (theme) => {
    for (const name of pages) {
      await show(page, name, 1280, theme);
      const { seen, faint: few } = (await page.evaluate(faint)) as { seen: number; faint: string[] };
      expect(few).toEqual([]);
      expect(seen).toBeGreaterThan(300);
    }
  });

  test('by keyboard: in the order of the page, always seen; details open, links lead on, marks are read one by one', async () => {
    await show(page, 'binary.html', 1280, 'light');
    const stops: Focus[] = [];
    const kinds = new Set<string>();
    for (let i = 0; i < 80; i++) {
      const at = await press(page, 'Tab');
      expect({ at: i, ...at, place: 0, said: '' }).toMatchObject({ isSeen: true, isThere: true });
      stops.push(at);
      if (at.isOpen === false && !kinds.has('opened')) {
        kinds.add('opened');
        expect((await press(page, 'Enter')).isOpen).toBe(true);
      }
      if (at.isChart && !kinds.has('read')) {
        kinds.add('read');
        const [first, second] = [await press(page, 'ArrowRight'), await press(page, 'ArrowRight')];
        expect(first.said).toMatch(/\d/);
        expect(second.said).toMatch(/\d/);
        expect(second.said).not.toBe(first.said);
      }
    }
    expect([...kinds].sort()).toEqual(['opened', 'read']);
    expect(stops.map(({ place }) => place)).toEqual(stops.map(({ place }) => place).toSorted((a, b) => a - b));
    expect(stops[0]?.tag).toBe('a');
    await show(page, 'binary.html', 1280, 'light');
    await press(page, 'Tab');
    const skipped = await press(page, 'Enter');
    expect(skipped.hash).toBe('#main');
    // A link to a folded column opens it.
    await page.evaluate('document.querySelector(\'#findings a[href^="#column-"]\').focus()');
    const { hash } = await press(page, 'Enter');
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))');
    expect(await page.evaluate(`document.querySelector('${hash} details').open`)).toBe(true);
    const closed = "document.querySelectorAll('#columns > section > details:not([open])').length";
    expect(await page.evaluate(closed)).toBeGreaterThan(4);
    await page.evaluate("document.querySelector('#columns > button').focus()");
    await press(page, 'Enter');
    expect(await page.evaluate(closed)).toBe(0);
    expect(await page.evaluate('faults')).toEqual([]);
  });

  test('on paper everything is open, nothing is cut, and what only a screen needs is gone', async () => {
    for (const name of pages) {
      // What is left of A4 between the margins, at 96 px an inch.
      await show(page, name, 688, 'dark');
      await page.send('Emulation.setEmulatedMedia', { media: 'print' });
      const found = await page.evaluate(`(() => {
        dispatchEvent(new Event('beforeprint'));
        const boxes = Array.from(document.querySelectorAll('main table, main svg.chart'));
        const shown = boxes.filter((one) => one.checkVisibility() && one.closest('.twin') === null);
        return {
          closed: document.querySelectorAll('details.folded:not([open])').length,
          cut: shown.filter((one) => one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 160)),
          buttons: Array.from(document.querySelectorAll('button, .contents, .skip')).filter((one) => one.checkVisibility() && one.closest('th') === null).length,
          ground: getComputedStyle(document.body).backgroundColor,
        };
      })()`);
      expect(found).toEqual({ closed: 0, cut: [], buttons: 0, ground: 'rgb(255, 255, 255)' });
      const { data } = await page.send('Page.printToPDF', {
        printBackground: true,
        paperWidth: 8.27,
        paperHeight: 11.69,
      });
      expect(Buffer.from(String(data), 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    }
  });
});
