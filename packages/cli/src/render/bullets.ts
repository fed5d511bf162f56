import type { Look } from './look.ts';
import { wrap } from './width.ts';

/** Sentences with a mark each; `none` says that there was something to look for. */
export function bullets(look: Look, sentences: readonly string[], none: string): readonly string[] {
  if (sentences.length === 0) return [look.paint.dim(`  ${none}`)];
  return sentences.flatMap((sentence) =>
    wrap(sentence, look.width - 4).map((line, i) => `  ${i === 0 ? look.paint.dim(look.glyphs.bullet) : ' '} ${line}`),
  );
}
