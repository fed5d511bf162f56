import { Cancelled } from './cancelled.ts';

/** Throws `Cancelled` once the signal is aborted. */
export function throwIfAborted(signal: { readonly aborted: boolean } | undefined): void {
  if (signal?.aborted) throw new Cancelled();
}
