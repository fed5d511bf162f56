/** Bytes of a page: under a megabyte, with room for its style, script and contents. */
const pageBytes = 950_000;

/** Bytes that each part of a page which grows with the data may take. */
export interface PageBudget {
  readonly comparison: number;
  readonly findings: number;
  readonly table: number;
  readonly details: number;
  readonly relations: number;
}

const most: PageBudget = {
  comparison: 140_000,
  findings: 200_000,
  table: 120_000,
  details: 220_000,
  relations: 280_000,
};

/** What the parts may take where the others have taken so many bytes: the most of each, or all less by one factor. */
export function pageBudget(hasComparison: boolean, takenBytes: number): PageBudget {
  const comparison = hasComparison ? most.comparison : 0;
  const { findings, table, details, relations } = most;
  const asked = comparison + findings + table + details + relations;
  const scale = Math.min(1, Math.max(0, pageBytes - takenBytes) / asked);
  return {
    comparison: scale * comparison,
    findings: scale * findings,
    table: scale * table,
    details: scale * details,
    relations: scale * relations,
  };
}
