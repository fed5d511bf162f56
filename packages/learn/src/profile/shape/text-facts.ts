import type { TextProfile } from '../column-profile.ts';
import { levelFacts } from './level-facts.ts';
import type { ShapeFact } from './shape-fact.ts';

/** So many words in the mean are a text, not a name. */
const leastWords = 3;

/** What stands out about a column of texts. */
export function textFacts(profile: Omit<TextProfile, 'shape'>): readonly ShapeFact[] {
  const { n, missing, variants, padded, words } = profile;
  const present = n - missing;
  const isProse = (words.mean ?? 0) >= leastWords;
  const facts = levelFacts(profile).filter(({ type }) => type !== 'identifierLike' || !isProse);
  if (variants !== null && variants.levels > 0)
    facts.push({ type: 'spellingVariants', value: variants.rows / present, n: present, levels: variants.levels });
  if (padded > 0) facts.push({ type: 'paddedTexts', value: padded / present, n: present });
  return facts;
}
