import type { TextColumn } from '@tend/table';
import { grouped } from '../../explore/grouped.ts';
import type { GramRule } from '../../text/n-grams.ts';
import { countLevels } from '../level-counts.ts';
import type { DroppedColumn, PlannedStep } from '../recipe-plan.ts';
import { type ColumnProposal, type ColumnSetting, dropUninformative } from './column-proposal.ts';
import { countGramsSeen, lookAtTexts, type TextLook } from './free-text.ts';

/** The steps of a column of texts: its words where they are free, else its levels. */
export function textSteps(
  column: TextColumn,
  rows: Int32Array,
  setting: ColumnSetting,
  { readsWords, canEncode, isTimed }: TextSetting,
): ColumnProposal {
  const { name } = column;
  const levels = levelsSeen(column, rows, setting.leastRows);
  const { missing, mostFrequent, distinct, frequent } = levels;
  const uninformative = dropUninformative(name, rows.length, missing, mostFrequent, setting.leastRows);
  if (uninformative !== undefined) return uninformative;
  const present = rows.length - missing;
  const differing = `${grouped(distinct)} different texts in ${grouped(present)} rows`;
  if (distinct >= leastDistinctShare * present) {
    const look = lookAtTexts(column, rows);
    if (look.emails >= mostly)
      return { column: name, why: 'identifier', reason: `e-mail addresses: ${differing}, of which none says anything` };
    if (isFree(look)) return freeTextSteps(column, rows, setting, readsWords, look, differing);
  }
  if (distinct >= identifierShare * present)
    return {
      column: name,
      why: 'identifier',
      reason: `like an identifier: ${grouped(distinct)} different values in ${grouped(present)} rows`,
    };
  if (
    setting.isForTrees &&
    canEncode &&
    distinct > mostLevelsOfTrees &&
    (frequent > 0 || distinct < leastDistinctShare * present)
  )
    return encodedSteps(name, levels, isTimed);
  if (frequent === 0)
    return {
      column: name,
      why: 'identifier',
      reason: `none of its ${grouped(distinct)} values occurs in at least ${setting.leastRows} of ${grouped(rows.length)} rows`,
    };
  return levelSteps(name, levels, setting);
}

/** What else decides about texts. */
export interface TextSetting {
  /** Whether free text becomes words. */
  readonly readsWords: boolean;
  /** Whether there is an outcome that levels can be encoded by. */
  readonly canEncode: boolean;
  /** Whether a column orders the rows in time. */
  readonly isTimed: boolean;
}

/** Free text: so many words in the mean, and so large a share of different texts, as exploration has it. */
const leastWords = 3;
const leastDistinctShare = 0.2;
const identifierShare = 0.9;
const mostly = 0.9;
/** Names and titles: few words, nearly all with a capital. */
const mostNameWords = 6;

function isFree(look: TextLook): boolean {
  if (look.withoutSpaces >= 0.5) return true;
  return look.words >= leastWords && !(look.words < mostNameWords && look.capitalised >= mostly);
}

interface Levels {
  readonly missing: number;
  readonly mostFrequent: number;
  readonly distinct: number;
  /** Levels seen on at least the least rows. */
  readonly frequent: number;
}

function levelsSeen(column: TextColumn, rows: Int32Array, leastRows: number): Levels {
  const { missing, counts } = countLevels(column, rows);
  let [distinct, mostFrequent, frequent] = [0, 0, 0];
  for (const count of counts) {
    if (count === 0) continue;
    distinct++;
    mostFrequent = Math.max(mostFrequent, count);
    if (count >= leastRows) frequent++;
  }
  return { missing, mostFrequent, distinct, frequent };
}

/** Features that one column may become. */
const maxOneHotLevels = 128;
/** Bins that a histogram has for categories. */
const maxCategories = 254;

function levelSteps(
  name: string,
  { distinct, frequent }: Levels,
  { isForTrees, leastRows }: ColumnSetting,
): readonly PlannedStep[] {
  const maxLevels = isForTrees ? maxCategories : maxOneHotLevels;
  const kept = Math.min(frequent, maxLevels);
  const rare = kept < distinct ? `; the other ${grouped(distinct - kept)} share one` : '';
  const seen =
    kept === distinct
      ? `each of its ${kept} values occurs in at least ${leastRows} rows`
      : `${kept} of ${grouped(distinct)} values occur in at least ${leastRows} rows`;
  const parameters = { minCount: leastRows, maxLevels };
  if (isForTrees)
    return [
      {
        step: 'categories',
        columns: [name],
        parameters,
        reason: `${seen}: a code each${rare}; the trees split them into sets`,
      },
    ];
  return [
    {
      step: 'oneHot',
      columns: [name],
      parameters,
      reason: `${seen}: a 0/1 feature each${rare}; left unscaled, so that the penalty holds rare values back`,
    },
  ];
}

/** Sets of more levels than this are learnt by heart. */
const mostLevelsOfTrees = 100;

function encodedSteps(name: string, { distinct }: Levels, isTimed: boolean): readonly PlannedStep[] {
  const seen = isTimed ? 'earlier rows only' : 'rows of other folds only';
  return [
    {
      step: 'targetEncode',
      columns: [name],
      ...(isTimed && { parameters: { timeAware: true } }),
      reason: `${grouped(distinct)} different values, more than the ${mostLevelsOfTrees} that sets of trees tell apart without learning them by heart: the mean outcome of each, drawn towards that of all where rows are few; training rows see ${seen}`,
    },
  ];
}

/** An n-gram in fewer rows, or in nearly all of them, tells next to nothing. */
const leastGramRows = 3;
const maxShare = 0.95;
const mostGrams = { linear: 1000, trees: 256 };
/** Cells that the n-grams of one column may fill: 128 MiB. */
const mostCells = 2 ** 25;

function freeTextSteps(
  column: TextColumn,
  rows: Int32Array,
  { isForTrees }: ColumnSetting,
  readsWords: boolean,
  look: TextLook,
  differing: string,
): readonly PlannedStep[] | DroppedColumn {
  const { name } = column;
  const drop = (reason: string): DroppedColumn => ({ column: name, why: 'freeText', reason });
  const isSpaceless = look.withoutSpaces >= 0.5;
  const about = `free text (${differing}${isSpaceless ? '' : `, ${look.words.toFixed(1)} words on average`})`;
  if (!readsWords) return drop(`${about}, which is not read here`);
  const rule: GramRule = isSpaceless
    ? { unit: 'characters', shortest: 1, longest: 2 }
    : { unit: 'words', shortest: 1, longest: isForTrees ? 1 : 2 };
  const noun = isSpaceless ? 'characters and pairs of them' : isForTrees ? 'words' : 'words and pairs of words';
  const seen = countGramsSeen(column, rows, rule, leastGramRows, maxShare);
  const within = look.isSample ? ` of a sample of ${grouped(look.n)}` : '';
  if (seen === 0) return drop(`${about}, but no word occurs in ${leastGramRows} rows${within} and not in nearly all`);
  const bound = Math.max(32, Math.floor(mostCells / rows.length));
  const features = Math.min(isForTrees ? mostGrams.trees : mostGrams.linear, bound);
  const kept = `${seen > features ? `the ${grouped(features)} most frequent of ` : ''}${grouped(seen)} ${noun} that occur in ${leastGramRows} rows${within} or more`;
  const choice = { ...rule, features, minRows: leastGramRows, maxShare };
  if (isForTrees)
    return [
      {
        step: 'nGrams',
        columns: [name],
        parameters: { ...choice, weight: 'binary' },
        reason: `${about}: ${kept}, 1 where the text has them`,
      },
      {
        step: 'textFacts',
        columns: [name],
        reason: `${about}: how long it is, and its shares of digits, capitals and punctuation, whatever it says`,
      },
    ];
  return [
    {
      step: 'nGrams',
      columns: [name],
      parameters: { ...choice, sublinear: true },
      reason: `${about}: ${kept}, by TF-IDF; each text has length 1, so they need no scale`,
    },
  ];
}
