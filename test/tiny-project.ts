import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomStream } from '@tend/kernels';
import { type OpenProjectOptions, openProject, type Project } from '@tend/node';

/** One flight report: what was seen, and whether the aircraft was damaged. */
export interface TinyRow {
  readonly day: string;
  readonly speed: number;
  readonly weight: number;
  readonly phase: string;
  readonly damage: 'yes' | 'no';
}

export interface TinyRowsOptions {
  readonly count?: number;
  readonly seed?: number;
  /** Days since 2024-01-01 of the first row; a day has two rows. */
  readonly firstDay?: number;
  /** Multiplies the speed that is reported, as a change of unit does. */
  readonly factor?: number;
}

const dayMs = 86_400_000;
const firstDayMs = Date.UTC(2024, 0, 1);

/** Seeded rows, two a day; damage is nearly decided by speed and weight. */
export function tinyRows({ count = 150, seed = 11, firstDay = 0, factor = 1 }: TinyRowsOptions = {}): TinyRow[] {
  const random = randomStream(seed);
  const phases = ['climb', 'cruise', 'landing'];
  return Array.from({ length: count }, (_, i) => {
    const speed = Math.round(random.normal() * 200 + 1300) / 10;
    const weight = Math.round(random.normal() * 50 + 300) / 10;
    const phase = phases[random.integer(3)] ?? 'climb';
    const risk = (speed - 132) / 12 + (weight - 31) / 4 + random.normal() * 0.4;
    const day = new Date(firstDayMs + (firstDay + Math.floor(i / 2)) * dayMs).toISOString().slice(0, 10);
    return { day, speed: Math.round(speed * factor * 10) / 10, weight, phase, damage: risk > 0 ? 'yes' : 'no' };
  });
}

export function tinyCsv(rows: readonly TinyRow[]): string {
  const lines = rows.map(({ day, speed, weight, phase, damage }) => [day, speed, weight, phase, damage].join(','));
  return `day,speed,weight,phase,damage\n${lines.join('\n')}\n`;
}

/** What a client of the deployed model sends: all but the outcome. */
export function requestOf({ day, speed, weight, phase }: TinyRow): Omit<TinyRow, 'damage'> {
  return { day, speed, weight, phase };
}

export interface TinyCharterOptions {
  /** Lines of the list of criteria; by default two that pass. */
  readonly criteria?: readonly string[];
  readonly approvals?: string;
  readonly split?: string;
  /** The contract of the column speed. */
  readonly speed?: string;
}

export const passing: readonly string[] = [
  '{id: ranks-well, metric: rocAuc, atLeast: 0.8, on: [test, live]}',
  '{id: saves-cost, metric: expectedCost, versus: nothing, atMost: 0}',
];
/** No model saves so much a case: it fails on any data. */
export const failing = '{id: saves-a-fortune, metric: expectedCost, versus: nothing, atMost: -1000}';

/** A complete charter over `strikes.csv`, with a search of six trials. */
export function tinyCharter(options: TinyCharterOptions = {}): string {
  const {
    criteria = passing,
    approvals = '{required: 1, separate: true, entitled: [jonas, mara, vera]}',
    split = '{by: time, train: {until: 2024-02-20}, test: {from: 2024-02-20, until: 2024-03-16}}',
    speed = '{type: number, unit: knots}',
  } = options;
  return `name: tiny
objective:
  text: inspect the aircraft that are most likely damaged first
  owner: mara
  affected: [crews]
  budget: {trials: 6}
data:
  source: strikes.csv
  time: {column: day}
  contract:
    speed: ${speed}
target: {expression: damage == 'yes', knownAfterDays: 3}
split: ${split}
decision:
  act: inspect
  costs: {missed: 100, needless: 10}
  rule: speed > 140
criteria:
${criteria.map((line) => `  - ${line}\n`).join('')}slices: [phase]
monitor: {window: month, falseAlarmsPerYear: 0.5}
approvals: ${approvals}
seed: 42
`;
}

export function writeCharter(folder: string, options?: TinyCharterOptions): void {
  writeFileSync(join(folder, 'tend.yaml'), tinyCharter(options));
}

/** Folders, opened projects and a home for signing keys of one test file, all gone after `close`. */
export interface TinyBase {
  readonly path: string;
  /** A new folder with data alone. */
  makeData(): string;
  /** A new folder with data and charter, not run yet. */
  make(options?: TinyCharterOptions): string;
  /** The same with a charter that was edited; an Error where the edit changes nothing. */
  makeEdited(edit: (charter: string) => string, options?: TinyCharterOptions): string;
  /** A copy of a folder that no process has open. */
  copy(folder: string): string;
  /** Opens a project as a person; it is closed by `closeProjects` at the latest. */
  as(person: string, folder: string, options?: OpenProjectOptions): Promise<Project>;
  closeProjects(): Promise<void>;
  close(): Promise<void>;
}

export function tinyBase(): TinyBase {
  const path = mkdtempSync(join(tmpdir(), 'tend-tiny-'));
  const home = process.env.TEND_HOME;
  process.env.TEND_HOME = join(path, 'home');
  const projects: Project[] = [];
  let folders = 0;
  const next = (): string => join(path, `p${folders++}`);
  const makeData = (): string => {
    const folder = next();
    mkdirSync(folder);
    writeFileSync(join(folder, 'strikes.csv'), tinyCsv(tinyRows()));
    return folder;
  };
  const make = (options?: TinyCharterOptions): string => {
    const folder = makeData();
    writeCharter(folder, options);
    return folder;
  };
  const closeProjects = async (): Promise<void> => {
    await Promise.all(projects.splice(0).map((project) => project.close()));
  };
  return {
    path,
    makeData,
    make,
    makeEdited(edit, options) {
      const folder = make(options);
      const charter = tinyCharter(options);
      const edited = edit(charter);
      if (edited === charter) throw new Error('the edit changes nothing in the charter');
      writeFileSync(join(folder, 'tend.yaml'), edited);
      return folder;
    },
    copy(folder) {
      const target = next();
      cpSync(folder, target, { recursive: true });
      return target;
    },
    async as(person, folder, options = {}) {
      const project = await openProject(folder, { actor: { name: person, knownBy: 'claimed' }, ...options });
      projects.push(project);
      return project;
    },
    closeProjects,
    async close() {
      await closeProjects();
      if (home === undefined) delete process.env.TEND_HOME;
      else process.env.TEND_HOME = home;
      rmSync(path, { recursive: true, force: true });
    },
  };
}
