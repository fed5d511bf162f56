import { readFile, writeFile } from 'node:fs/promises';

/** One report as production sends it: what is known when the decision is made. */
export interface Strike {
  readonly day: string;
  readonly wasDamaged: boolean;
  readonly row: Readonly<Record<string, string | number | null>>;
}

const damageColumn = 'Effect Amount of damage';
const dayColumn = 'Flight Date';
const speedColumn = 'Speed IAS in knots';
const afterTheFact: readonly string[] = [damageColumn, 'Cost Other', 'Cost Repair', 'Cost Total $'];
const kilometresPerHourInAKnot = 1.852;

/** Lines of cells. The file has no quoted cell with a comma or a quote inside; a line that has one is refused. */
async function readCells(
  path: string | URL,
): Promise<{ header: readonly string[]; rows: readonly (readonly string[])[] }> {
  const [first = '', ...lines] = (await readFile(path, 'utf8')).trimEnd().split(/\r?\n/);
  const header = first.split(',');
  const rows = lines.map((line) => line.split(','));
  const odd = rows.find((cells) => cells.length !== header.length);
  if (odd) throw new Error(`expected ${header.length} plain cells, came: ${odd.join(',')}`);
  return { header, rows };
}

/** The reports from a day on, in order of their days, with speeds in km/h from `metricFrom` on: the fault of this story. */
export async function productionFeed(path: URL, from: string, metricFrom: string): Promise<readonly Strike[]> {
  const { header, rows } = await readCells(path);
  return rows
    .map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])))
    .filter((cells) => (cells[dayColumn] ?? '') >= from)
    .sort((a, b) => ((a[dayColumn] ?? '') < (b[dayColumn] ?? '') ? -1 : 1))
    .map((cells) => ({
      day: cells[dayColumn] ?? '',
      wasDamaged: cells[damageColumn] !== 'None',
      row: Object.fromEntries(
        header
          .filter((name) => !afterTheFact.includes(name))
          .map((name) => [name, name === speedColumn ? speedOf(cells, metricFrom) : cells[name] || null]),
      ),
    }));
}

/** Writes the file as it would be collected later: all columns, speeds in km/h from `metricFrom` on. */
export async function writeCollected(source: URL, path: URL, metricFrom: string): Promise<void> {
  const { header, rows } = await readCells(source);
  const speed = header.indexOf(speedColumn);
  const lines = rows.map((cells) => {
    const known = Object.fromEntries(header.map((name, i) => [name, cells[i] ?? '']));
    return cells.map((cell, i) => (i === speed ? (speedOf(known, metricFrom) ?? '') : cell)).join(',');
  });
  await writeFile(path, `${[header.join(','), ...lines].join('\n')}\n`);
}

function speedOf(cells: Readonly<Record<string, string>>, metricFrom: string): number | null {
  const text = cells[speedColumn] ?? '';
  if (text === '') return null;
  const isMetric = (cells[dayColumn] ?? '') >= metricFrom;
  return isMetric ? Math.round(Number(text) * kilometresPerHourInAKnot) : Number(text);
}
