import { isCapital, isPunctuation, isSpace } from '../../text/character-sets.ts';
import { lowerCase } from '../../text/lower-case.ts';
import { wordsOf } from '../../text/n-grams.ts';
import { malformed, readLevels, readObject } from '../read-json.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';

const factNames = ['characters', 'words', 'meanWordLength', 'digits', 'capitals', 'punctuation', 'spaces'] as const;
type FactName = (typeof factNames)[number];

export interface TextFactsLearned {
  readonly facts: readonly FactName[];
}

const titles: Readonly<Record<FactName, string>> = {
  characters: 'number of characters',
  words: 'number of words',
  meanWordLength: 'mean length of words',
  digits: 'share of digits',
  capitals: 'share of capitals',
  punctuation: 'share of punctuation',
  spaces: 'share of spaces',
};

/** How a text is written, whatever it says. */
export const textFacts: StepDefinition<TextFactsLearned> = defineStep({
  name: 'textFacts',
  description:
    'How a text is written: its length in characters and words, the mean length of its words, and the shares of digits 0 to 9, capitals, punctuation and spaces among its characters. The empty text has 0 of all; missing is missing.',
  parameters: {
    facts: {
      type: 'texts',
      default: ['characters', 'words', 'digits', 'capitals', 'punctuation'],
      choices: factNames,
      description: 'Which of them.',
    },
  },
  reads: ['text'],
  columns: 'each',
  check: ({ facts }) => (facts.length === 0 ? 'no facts' : undefined),
  fit: ({ facts }): TextFactsLearned => ({ facts }),
  parse(json, path) {
    const facts = readLevels(readObject(json, path, ['facts']).facts, `${path}.facts`);
    const known = facts.filter(isFactName);
    if (facts.length === 0 || known.length !== facts.length)
      throw malformed(`${path}.facts`, `some of ${factNames.join(', ')}`, facts);
    return { facts: known };
  },
  outputs: ({ facts }, [input]) => facts.map((fact) => ({ name: `${titles[fact]} of ${input?.name}`, kind: 'number' })),
  run: ({ facts }) => ({
    type: 'fromText',
    encode(text, emit) {
      const found = text === undefined ? undefined : factsOf(text);
      for (const [output, fact] of facts.entries()) emit(output, found?.[fact] ?? Number.NaN);
    },
  }),
  explain: ({ facts }, [input]) => `${facts.map((fact) => titles[fact]).join(', ')} of ${input?.name}`,
});

function isFactName(name: string): name is FactName {
  return factNames.some((known) => known === name);
}

function factsOf(text: string): Readonly<Record<FactName, number>> {
  let [characters, digits, capitals, punctuation, spaces] = [0, 0, 0, 0, 0];
  for (const character of text.toWellFormed()) {
    const code = character.codePointAt(0) as number;
    characters++;
    if (code >= 48 && code <= 57) digits++;
    else if (isCapital(code)) capitals++;
    else if (isSpace(code)) spaces++;
    else if (isPunctuation(code)) punctuation++;
  }
  const words = wordsOf(lowerCase(text));
  const share = (count: number): number => (characters === 0 ? 0 : count / characters);
  let letters = 0;
  for (const word of words) for (const _ of word) letters++;
  return {
    characters,
    words: words.length,
    meanWordLength: words.length === 0 ? 0 : letters / words.length,
    digits: share(digits),
    capitals: share(capitals),
    punctuation: share(punctuation),
    spaces: share(spaces),
  };
}
