/** Which drawing goes with a finding, as a reference: the report draws it from the data of the exploration. */
export type Picture =
  | { readonly type: 'distribution'; readonly column: string }
  | { readonly type: 'targetByColumn'; readonly column: string }
  | { readonly type: 'targetOverTime'; readonly column: string }
  | { readonly type: 'pair'; readonly columns: readonly [string, string] }
  | { readonly type: 'missing'; readonly columns: readonly string[] }
  | { readonly type: 'overTime'; readonly column: string }
  | { readonly type: 'redundancy'; readonly columns: readonly string[] };

/** A fact about the training rows, or both sides of the split, in a sentence that a domain expert understands. */
export interface Finding {
  readonly kind:
    | 'leak'
    | 'baseRate'
    | 'timeTrend'
    | 'strongColumn'
    | 'relatedMissing'
    | 'missing'
    | 'redundant'
    | 'redundantGroup'
    | 'collinear'
    | 'association'
    | 'interaction'
    | 'reversal'
    | 'uninformative'
    | 'shape'
    | 'sharedRows'
    | 'nearlySharedRows'
    | 'groupOverlap'
    | 'timeOverlap'
    | 'sharedTimes'
    | 'differentSides'
    | 'newCategories'
    | 'splitSize'
    | 'labelConflict'
    | 'missingTogether'
    | 'missingBlock'
    | 'missingMechanism'
    | 'missingOverTime'
    | 'duplicateRows'
    | 'nearDuplicateRows'
    | 'nearLabelConflict'
    | 'outlyingRows'
    | 'outlyingCells'
    | 'timeGap'
    | 'absentTimes'
    | 'repeatedTimes'
    | 'trend'
    | 'season'
    | 'changePoint'
    | 'timeDrift'
    | 'personalData'
    | 'tellingWords'
    | 'similarTexts'
    | 'textTemplates';
  /** The column or columns it is about; `target` for the target itself, `split` for the split. */
  readonly subject: string;
  readonly message: string;
  /** The number the sentence rests on (a rate, an AUC, a share), and the rows it was counted on. */
  readonly value: number;
  readonly n: number;
  readonly severity: 'block' | 'warn' | 'info';
  readonly grade?: 'certain' | 'suspect';
  readonly picture?: Picture;
}
