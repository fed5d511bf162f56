import type { GradientPair } from './quantise-kernel.ts';
import { storedRows } from './stored-rows.ts';
import type { TreeLayout } from './tree-layout.ts';

/** Notes the largest stored |gradient| and hessian of one output among the thread's rows; a maximum is exact in any order. */
export function largestGradientKernel(
  memory: ArrayBufferLike,
  layout: TreeLayout,
  rank: number,
): (output: number) => void {
  const { rowCount, outputCount, begin, end, gradients, hessians } = storedRows(memory, layout, rank);
  const planes = [gradients, hessians];
  const found = new Float64Array(memory, layout.largestGradients + rank * outputCount * 16, outputCount * 2);
  return (output) => {
    for (const [i, plane] of planes.entries()) {
      let largest = 0;
      for (let at = output * rowCount + begin, last = output * rowCount + end; at < last; at++) {
        const size = Math.abs(plane[at] as number);
        if (size > largest) largest = size;
      }
      found[2 * output + i] = largest;
    }
  };
}

/** What all threads found, once they have met. */
export function readLargestGradients(memory: ArrayBufferLike, layout: TreeLayout, output: number): GradientPair {
  const { threadCount, outputCount } = layout;
  const found = new Float64Array(memory, layout.largestGradients, threadCount * outputCount * 2);
  let [gradient, hessian] = [0, 0];
  for (let thread = 0; thread < threadCount; thread++) {
    const at = 2 * (thread * outputCount + output);
    gradient = Math.max(gradient, found[at] as number);
    hessian = Math.max(hessian, found[at + 1] as number);
  }
  return { gradient, hessian };
}
