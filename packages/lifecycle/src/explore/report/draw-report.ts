import {
  cutNotice,
  fitBudget,
  formatCount,
  type Markup,
  markup,
  type PageSection,
  page,
  sizeBytesOf,
  stateStrip,
  tableMarkup,
  worstState,
} from '@tend/charts';
import { columnDetails } from './column-details.ts';
import { columnsTable } from './columns-table.ts';
import { comparisonSection } from './comparison-section.ts';
import { comparisonSummary } from './comparison-summary.ts';
import { findingsSection } from './findings-section.ts';
import { type KnownColumns, knownColumns } from './known-columns.ts';
import { missingSection } from './missing-section.ts';
import { type PageBudget, pageBudget } from './page-budget.ts';
import { relationsSection } from './relations-section.ts';
import type { ReportData } from './report-data.ts';
import { rowsSection } from './rows-section.ts';
import { targetSentence } from './target-sentence.ts';
import { timeSection } from './time-section.ts';
import { verdictOf } from './verdict-of.ts';

const mostTableRows = 400;

/** The page of an exploration: one self-contained HTML document, the verdict and the findings first. */
export function drawReport(data: ReportData): string {
  const { exploration, findings, comparison, provenance } = data;
  const known = knownColumns(exploration);
  const verdict = verdictOf(data);
  const count = (severity: 'block' | 'warn' | 'info'): number =>
    findings.filter((one) => one.severity === severity).length;
  const [blocks, warns, notes] = [count('block'), count('warn'), count('info')];
  const lead = stateStrip([
    { state: blocks > 0 ? 'fails' : 'passes', value: blocks, label: 'to settle first', href: '#findings' },
    { state: warns > 0 ? 'warns' : 'passes', value: warns, label: 'to look at', href: '#findings' },
    { state: 'note', value: notes, label: notes === 1 ? 'note' : 'notes', href: '#findings' },
    {
      state: 'note',
      value: exploration.rowCount,
      label: exploration.rowCount === 1 ? 'row' : 'rows',
      href: '#population',
    },
    {
      state: 'note',
      value: exploration.profiles.length,
      label: exploration.profiles.length === 1 ? 'column' : 'columns',
      href: '#columns',
    },
  ]);
  const [missing, time, rows] = [missingSection(data), timeSection(data), rowsSection(data)];
  const taken = sizeBytesOf(missing) + sizeBytesOf(rows) + (time === undefined ? 0 : sizeBytesOf(time));
  const budget = pageBudget(comparison !== null, taken);
  const sections: PageSection[] = [
    ...(comparison === null
      ? []
      : [
          {
            id: 'comparison',
            title: `Against ${comparison.with}`,
            summary: comparisonSummary(comparison),
            body: comparisonSection(data, known, budget.comparison),
          },
        ]),
    {
      id: 'findings',
      title: 'Findings',
      state: worstState([blocks > 0 ? 'fails' : 'passes', warns > 0 ? 'warns' : 'passes']),
      body: findingsSection(data, known, budget.findings),
    },
    { id: 'columns', title: 'Columns', body: columnsPart(data, known, budget) },
    { id: 'relations', title: 'Relations', body: relationsSection(data, known, budget.relations) },
    { id: 'missing', title: 'Missing values', body: missing },
    ...(time === undefined ? [] : [{ id: 'time', title: 'Time', body: time }]),
    { id: 'rows', title: 'Rows', body: rows },
    { id: 'population', title: 'Population and limits', body: populationPart(data) },
    { id: 'reproduce', title: 'How to make this page again', body: reproducePart(data) },
  ];
  return page({
    title: `Exploration of ${data.source.split(/[\\/]/).at(-1)}`,
    verdict: {
      ...verdict,
      audience: `For whoever decides what is learnt from this data. ${capital(data.population)}. ${targetSentence(data)}`,
    },
    lead,
    sections,
    footer: {
      ...(provenance.snapshot === null ? {} : { hash: provenance.snapshot }),
      lines: [
        `Tend ${provenance.tend}, code ${provenance.code.slice(0, 12)}`,
        'Aggregates only: no row, and no value that fewer than five rows share.',
      ],
    },
  });
}

function columnsPart(data: ReportData, known: KnownColumns, budget: PageBudget): Markup {
  const { profiles } = data.exploration;
  const listed = profiles.slice(0, mostTableRows);
  // A row of the table takes some 300 bytes: of very many columns the first ones are listed.
  const table = fitBudget([listed], budget.table, (rows) => columnsTable(rows, known, data));
  const rows = table.shown === 1 ? listed.length : Math.floor(mostTableRows / 4);
  const shownTable = table.shown === 1 ? table.parts : [columnsTable(listed.slice(0, rows), known, data)];
  const details = fitBudget(profiles, budget.details, (profile) => columnDetails(profile, known, data));
  const command = `${data.provenance.command} --columns NAME,NAME`;
  return markup`${shownTable}${cutNotice({ shown: rows, left: profiles.length - rows }, 'columns', command)}${details.parts}${cutNotice(details, 'columns', command)}`;
}

function populationPart({ exploration, population, tableRows, target, source }: ReportData): Markup {
  const { rowCount, known, together, rowPatterns, texts } = exploration;
  const { associations } = together;
  const samples = [
    ...(associations.sampleSize < associations.rowCount
      ? [`pairs of columns: ${formatCount(associations.sampleSize, 'row')}`]
      : []),
    ...(rowPatterns.isSample ? [`near and outlying rows: ${formatCount(rowPatterns.n, 'row')}`] : []),
    ...(texts.some(({ isSample }) => isSample) ? [`texts: ${formatCount(texts[0]?.rowsSeen ?? 0, 'row')}`] : []),
  ];
  const limits = [
    `Every number is of ${population}: ${formatCount(rowCount)} of the ${formatCount(tableRows, 'row')} of ${source}${target === null ? '; nothing is said about an outcome' : `, ${formatCount(known)} of them with a known outcome`}.`,
    samples.length === 0 ? 'No part of it is a sample.' : `Samples, evenly drawn: ${samples.join('; ')}.`,
    'Values that fewer than five rows share are left out, and extremes are given as the value that five rows reach.',
    'That columns go together does not say that one causes the other. Intervals are at 95% and take rows for independent.',
    'What was not recorded cannot be seen here: which rows never came into the data, and why a value is missing.',
    'Tests control for how many were tried of their kind, not for what a person tries after reading.',
  ];
  return markup`<ul>${limits.map((line) => markup`<li dir="auto">${line}</li>`)}</ul>`;
}

function reproducePart({ provenance: { command, tend, code, snapshot }, source }: ReportData): Markup {
  return tableMarkup(
    {
      caption: 'Command, versions and digests',
      columns: [{ header: 'what' }, { header: 'value' }],
      rows: [
        ['command', command],
        ['source', source],
        ...(snapshot === null ? [] : [['snapshot', snapshot]]),
        ['Tend', tend],
        ['code', code],
      ],
    },
    { isCaptionHidden: true },
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
