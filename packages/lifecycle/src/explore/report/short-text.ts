const longest = 80;

/** A value as a page names it: of more than 80 characters the middle is left out, for a text may be of any length. */
export function shortText(text: string, most: number = longest): string {
  if (text.length <= most) return text;
  const all = [...text];
  if (all.length <= most) return text;
  const half = Math.floor((most - 1) / 2);
  return `${all.slice(0, half).join('')}…${all.slice(-half).join('')}`;
}
