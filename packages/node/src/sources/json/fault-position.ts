/**
 * Where a text that JSON.parse refuses leaves the grammar: the length of its longest start that could still become JSON. The
 * messages of JSON.parse name a position for some faults only.
 */
export function faultPosition(text: string): number {
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isStart(text.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Whether the text is JSON, or only ends too early to be. */
function isStart(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const position = /at position (\d+)/.exec(error.message)?.[1];
    return position === undefined ? error.message === 'Unexpected end of JSON input' : Number(position) >= text.length;
  }
}
