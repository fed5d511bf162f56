/** Widths in parts of the font's size, of a sans-serif as wide as Inter or Arial. */
const narrow = /[iIjlrtf.,:;'|!()[\]{}\s/-]/;
const broad = /[mwMW@%—…]/;
// East Asian wide letters and pictures take a full square.
const square =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

/** About how wide a text stands, in px. No font is at hand where a drawing is made, so this is an estimate. */
export function textWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const character of text) ems += emsOf(character);
  return ems * fontSize;
}

function emsOf(character: string): number {
  if (/\p{Mn}|\p{Cf}/u.test(character)) return 0;
  if (square.test(character)) return 1.05;
  if (narrow.test(character)) return 0.33;
  if (broad.test(character)) return 0.9;
  return /\p{Lu}/u.test(character) ? 0.69 : 0.57;
}
