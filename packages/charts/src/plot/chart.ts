import type { Markup } from '../markup/markup.ts';

/** What a person is told about a drawing: the finding as its title, what is drawn and of how many rows below it. */
export interface ChartText {
  readonly title: string;
  readonly subtitle?: string;
  /** Width of the drawing in px at its natural size; 360 unless told. Text is then 13 px. */
  readonly width?: number;
}

/** A drawing with its words and its table, which holds the same numbers. */
export interface Chart {
  readonly title: string;
  readonly subtitle: string;
  /** One `svg` element, coloured by the custom properties of the page around it. */
  readonly svg: Markup;
  readonly width: number;
  readonly height: number;
  readonly table: DataTable;
  /** What was left out, cut or pooled, a sentence each. */
  readonly notes: readonly string[];
}

/** A table: rows have a cell for each column, the first of which names the row. */
export interface DataTable {
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
}

export interface TableColumn {
  readonly header: string;
  /** Numbers stand to the right. */
  readonly isNumber?: boolean;
}

/** A text; or a text with the number that it is sorted by, a drawing before it, or a link (`#` and an id). */
export type TableCell =
  | string
  | { readonly text: string; readonly sortBy?: number; readonly drawing?: Markup; readonly href?: string };
