export { areComparable } from './are-comparable.ts';
export {
  type AsOfMatches,
  type AsOfOptions,
  type AsOfOutcome,
  asOfJoin,
  asOfOutcomes,
  type Features,
  type Observations,
} from './as-of/as-of-join.ts';
export { type EntityIndex, indexEntities } from './as-of/entity-index.ts';
export { instantsOf } from './as-of/feature-times.ts';
export { type AsOfLookup, openAsOfLookup } from './as-of/open-as-of-lookup.ts';
export { civilFromDays, daysFromCivil, formatDate, formatInstant, parseDate, parseInstant } from './calendar.ts';
export { canonicalJson } from './canonical-json.ts';
export { cellAt, isMissing, rowAt } from './cells.ts';
export { isInDomain, kindNouns } from './column-kinds.ts';
export type { AlmostReading, CellFormat, ColumnMeaning, ColumnReading, InferredColumn } from './column-reading.ts';
export { columnOf, hasColumn, numericColumn, pickColumns, schemaOf, tableOf, textColumn } from './columns.ts';
export { decodeTable, type EncodedBytes, openEncodedTable } from './decode-table.ts';
export { changedCells, type RowPairs } from './diff/changed-cells.ts';
export { countSameRows } from './diff/count-same-rows.ts';
export { matchRows, type RowMatch } from './diff/match-rows.ts';
export { encodeStoredTable, encodeTable } from './encode-table.ts';
export type { ExpressionNames } from './expression/check-expression.ts';
export { compileExpression } from './expression/compile-expression.ts';
export { compileFormula } from './expression/compile-formula.ts';
export { evaluateOver } from './expression/evaluate-over.ts';
export type { CellReader, Expression, Formula, Value } from './expression/expression.ts';
export { InvalidExpression } from './expression/invalid-expression.ts';
export { gatherRows } from './gather-rows.ts';
export { MalformedTable } from './malformed-table.ts';
export { nearestName } from './nearest-name.ts';
export { almostKind } from './reading/almost-kind.ts';
export { type CellParser, cellParser, isPlain } from './reading/cell-parser.ts';
export { countText, shownText } from './reading/count-text.ts';
export { inferNumeric, type NumericFacts } from './reading/infer-numeric.ts';
export { type FittingReading, inferText, readSpelled, type SpelledReading } from './reading/infer-spelled.ts';
export { isMissingSpelling, missingSpellings } from './reading/missing-spellings.ts';
export { decimalMark, hasLeadingZero } from './reading/parse-number.ts';
export { type ProposedReading, proposeReading } from './reading/propose-reading.ts';
export type { SpelledColumn } from './reading/spelled-column.ts';
export { whyMisfit } from './reading/why-misfit.ts';
export { rememberedColumns } from './remembered-columns.ts';
export { loadColumns, type StoredTable, storedInMemory } from './stored-table.ts';
export type {
  Cell,
  Column,
  ColumnKind,
  ColumnSchema,
  NumericColumn,
  NumericKind,
  Row,
  Schema,
  Table,
  TextColumn,
} from './table.ts';
export { encodedKinds } from './table-encoding.ts';
export { type CellIssue, tableFromRows } from './table-from-rows.ts';
export { takeRows } from './take-rows.ts';
export { decodeUtf8, encodeUtf8 } from './utf8.ts';
