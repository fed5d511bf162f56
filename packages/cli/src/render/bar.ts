import type { Look } from './look.ts';

/** A bar of up to `width` cells for a share between 0 and 1, in eighths of a cell; something above zero shows at least one mark. */
export function bar(look: Look, share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  const shown = share > 0 ? Math.max(1, eighths) : 0;
  const full = look.glyphs.bar[7] ?? '#';
  const last = shown % 8 === 0 ? '' : (look.glyphs.bar[(shown % 8) - 1] ?? '');
  const text = full.repeat(Math.floor(shown / 8)) + last;
  return text === '' && shown > 0 ? full : text;
}
