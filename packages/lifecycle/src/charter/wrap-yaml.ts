const width = 80;

/**
 * A line of YAML in flow style over several lines of at most 80 characters, where its words allow it. In flow style, quoted or not, a
 * line break counts as the one space that it takes the place of.
 */
export function wrapYaml(line: string, continued: string): readonly string[] {
  return wrapped(line, continued, isBreak);
}

/** A comment over several lines; `indent` stands before each mark. */
export function wrapComment(text: string, indent: string): readonly string[] {
  return wrapped(`${indent}# ${text}`, `${indent}#   `, (line, at) => line[at] === ' ');
}

function wrapped(line: string, continued: string, isAllowed: (line: string, at: number) => boolean): readonly string[] {
  const lines: string[] = [];
  let rest = line;
  // Never within the indent: nothing would be left on the line.
  for (let from = /\S/.exec(rest)?.index ?? 0; rest.length > width; from = continued.length) {
    let at = -1;
    for (let place = from + 1; place < rest.length && (place <= width || at < 0); place++)
      if (isAllowed(rest, place)) at = place;
    if (at < 0) break;
    lines.push(rest.slice(0, at));
    rest = continued + rest.slice(at + 1);
  }
  return [...lines, rest];
}

/** A single space between words that no sign of YAML follows; a key stays beside its value. */
function isBreak(line: string, at: number): boolean {
  if (line[at] !== ' ') return false;
  const [before = ' ', after = ' '] = [line[at - 1], line[at + 1]];
  return !' :-'.includes(before) && !' #-?:'.includes(after);
}
