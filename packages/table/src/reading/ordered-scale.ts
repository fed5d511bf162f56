/** Scales whose order is settled by the words themselves, lowest first; words of one place are spellings of one level. */
const scales: readonly (readonly (readonly string[])[])[] = [
  [['very low'], ['low'], ['medium', 'moderate', 'mid', 'average'], ['high'], ['very high']],
  [['very small', 'xs'], ['small', 's'], ['medium', 'm'], ['large', 'l'], ['very large', 'xl'], ['xxl']],
  [['very poor'], ['poor', 'bad'], ['fair'], ['good'], ['very good'], ['premium', 'excellent'], ['ideal']],
  [['never'], ['rarely'], ['sometimes'], ['often', 'usually'], ['always']],
  [['strongly disagree'], ['disagree'], ['neutral', 'neither agree nor disagree'], ['agree'], ['strongly agree']],
  [['none', 'no'], ['mild', 'minor', 'slight'], ['moderate'], ['severe', 'major'], ['critical', 'extreme']],
  [['beginner', 'novice'], ['intermediate'], ['advanced'], ['expert']],
  [['bronze'], ['silver'], ['gold'], ['platinum'], ['diamond']],
  [['daily'], ['weekly'], ['monthly'], ['quarterly'], ['yearly', 'annual', 'annually']],
];
/** `1 - mild`, `Level 3`, `grade_12`, `Q2`: one prefix and a number, or a number and a text. */
const numbered = /^([^\d]*)(\d{1,3})(?:([ .:)_-]+)(.*))?$/;

/**
 * The levels of an ordered category, lowest first: where all its texts (3 to 12 of them, 2 of a scale of extremes) stand on one
 * known scale, or are numbered `1 - low`. Undefined where nothing tells their order.
 */
export function orderedLevels(texts: readonly string[]): readonly string[] | undefined {
  if (texts.length < 3 || texts.length > 12) return undefined;
  for (const scale of scales) {
    const places = texts.map((text) => scale.findIndex((level) => level.includes(text.trim().toLowerCase())));
    if (places.includes(-1) || new Set(places).size < texts.length) continue;
    return texts
      .map((text, i) => ({ text, place: places[i] ?? 0 }))
      .sort((a, b) => a.place - b.place)
      .map(({ text }) => text);
  }
  return numberedLevels(texts);
}

function numberedLevels(texts: readonly string[]): readonly string[] | undefined {
  const levels = texts.map((text) => ({ text, match: numbered.exec(text) }));
  const [first] = levels;
  const prefix = first?.match?.[1] ?? '';
  // A number with nothing beside it is a number, and words that end in one (cat1, Boeing 737) have no order by it.
  const isScale = levels.every(
    ({ match }) =>
      match !== null &&
      match[1] === prefix &&
      (/^(level|grade|stage|class|tier|step|rank|degree|category|group)[ _-]*$/i.test(prefix) ||
        (prefix === '' && /^[ .:)_-]+$/.test(match[3] ?? '') && /[a-z]/i.test(match[4] ?? ''))),
  );
  if (!isScale) return undefined;
  const numbers = levels.map(({ match }) => Number(match?.[2]));
  const isDense =
    new Set(numbers).size === numbers.length && Math.max(...numbers) - Math.min(...numbers) < 2 * numbers.length;
  if (!isDense) return undefined;
  return levels
    .map(({ text }, i) => ({ text, at: numbers[i] ?? 0 }))
    .sort((a, b) => a.at - b.at)
    .map(({ text }) => text);
}
