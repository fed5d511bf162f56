import type { CriterionOutcome, StageSummary, Verdict } from '@tend/protocol';
import type { Colour, Look } from './look.ts';

interface Shown {
  readonly glyph: 'pass' | 'fail' | 'unknown' | 'waived' | 'waiting' | 'pending';
  readonly word: string;
  readonly colour: Colour;
}

const ofVerdict: Readonly<Record<Verdict, Shown>> = {
  fail: { glyph: 'fail', word: 'fails', colour: 'red' },
  unknown: { glyph: 'unknown', word: 'cannot be shown', colour: 'yellow' },
  waived: { glyph: 'waived', word: 'waived', colour: 'yellow' },
  pass: { glyph: 'pass', word: 'passes', colour: 'green' },
};

const ofState: Readonly<Record<StageSummary['state'], Shown>> = {
  done: { glyph: 'pass', word: 'done', colour: 'green' },
  reused: { glyph: 'pass', word: 'reused', colour: 'green' },
  refused: { glyph: 'fail', word: 'refused', colour: 'red' },
  waiting: { glyph: 'waiting', word: 'waiting', colour: 'yellow' },
  pending: { glyph: 'pending', word: 'not yet', colour: 'dim' },
};

/** Glyph, word and colour together: none of them carries the verdict alone. */
export function showVerdict(look: Look, verdict: Verdict): { text: string; paint: (text: string) => string } {
  const { glyph, word, colour } = ofVerdict[verdict];
  return { text: `${look.glyphs[glyph]} ${word}`, paint: look.paint[colour] };
}

export function stateGlyph(look: Look, state: StageSummary['state']): string {
  const { glyph, colour } = ofState[state];
  return look.paint[colour](look.glyphs[glyph]);
}

/** `all 4 criteria pass`, or `3 pass, 1 cannot be shown, 1 fails`, worst last as it is what matters. */
export function countVerdicts(criteria: readonly CriterionOutcome[]): string {
  const [first] = criteria;
  if (first === undefined) return 'no criteria';
  if (criteria.every((criterion) => criterion.verdict === first.verdict))
    return countAlike(criteria.length, first.verdict);
  const counted = (['pass', 'waived', 'unknown', 'fail'] as const).flatMap((verdict) => {
    const n = criteria.filter((criterion) => criterion.verdict === verdict).length;
    if (n === 0) return [];
    const word = n > 1 && (verdict === 'pass' || verdict === 'fail') ? verdict : ofVerdict[verdict].word;
    return [`${n} ${word}`];
  });
  return counted.join(', ');
}

function countAlike(n: number, verdict: Verdict): string {
  if (n === 1) return `the one criterion ${verdict === 'waived' ? 'is waived' : ofVerdict[verdict].word}`;
  const words: Readonly<Record<Verdict, string>> = {
    pass: `all ${n} criteria pass`,
    fail: `all ${n} criteria fail`,
    unknown: `${n} criteria, none can be shown`,
    waived: `all ${n} criteria are waived`,
  };
  return words[verdict];
}
