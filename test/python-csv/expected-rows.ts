/** What Python's csv module made of a text, strictly; undefined for an error. */
export type PythonRows = readonly (readonly string[])[] | undefined;

/**
 * The rows that Tend is to read, header first, where Python's csv module read these; undefined where Tend is to refuse. Stricter by
 * design: Python passes over blank lines and takes rows of any length, Tend takes neither. Blank lines at the end are no
 * rows, and a blank line of a table of one column is a missing cell.
 */
export function expectedRows(python: PythonRows): PythonRows {
  const header = python?.[0];
  if (python === undefined || header === undefined) return undefined;
  const isOne = header.length === 1;
  const last = python.findLastIndex((row) => row.length > 0);
  const rows = isOne ? python.map((row) => (row.length === 0 ? [''] : row)) : python.slice(0, last + 1);
  return rows.length > 1 && rows.every((row) => row.length === header.length) ? rows : undefined;
}
