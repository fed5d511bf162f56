/** Something about the shape of a column that a person should know; `value` is the number it rests on, `n` the present rows. */
export type ShapeFact = { readonly value: number; readonly n: number } & (
  | { readonly type: 'empty' | 'constant' }
  /** `value`: share of the present rows with one and the same value. */
  | { readonly type: 'almostConstant' }
  /** `value`: share of the rows with the most frequent of few levels. */
  | { readonly type: 'imbalance' }
  /** `value`: distinct values a present row. */
  | { readonly type: 'identifierLike' }
  /** `value`: share of rows that do not have the commonest spelling of their level; `levels`: levels with several. */
  | { readonly type: 'spellingVariants'; readonly levels: number }
  /** `value`: share of rows whose text has white space at an end. */
  | { readonly type: 'paddedTexts' }
  /** `value`: share of zeros. */
  | { readonly type: 'zeroInflated' }
  /** `value`: share of rows more than three box lengths outside the box. */
  | { readonly type: 'heavyTails'; readonly side: 'low' | 'high' | 'both' }
  /** `value`: number of separate peaks, each at a bin of the histogram, from its edge to the next. */
  | { readonly type: 'severalPeaks'; readonly peaks: readonly (readonly [number, number])[] }
  /** `value`: skewness of the transformed values, `before`: as they are. `sample`: values it was computed on. */
  | {
      readonly type: 'transform';
      readonly transform: 'log' | 'squareRoot';
      readonly before: number;
      readonly sample: number;
    }
  /** `value`: share of rows at whole multiples of `step`, where `expected` would be there by chance; `n`: values other than 0. */
  | { readonly type: 'heaping'; readonly step: number; readonly expected: number; readonly sample: number }
  /** `value`: share of rows whose last digit at `decimals` places is `digit`; a tenth would be by chance. `n` as before. */
  | { readonly type: 'digitPreference'; readonly digit: number; readonly decimals: number; readonly sample: number }
  /** `value`: share of rows at the extreme value `at`, which many share: a limit of what was recorded. */
  | { readonly type: 'cap'; readonly side: 'low' | 'high'; readonly at: number }
);
