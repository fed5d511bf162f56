// Sums and differences of histograms, two 64-bit bins at a time: both fields of a bin at once, for none ever borrows.
export function combine(target: usize, partials: usize, stride: usize, threads: u32, bins: u32): void {
  for (let i: usize = 0, end = <usize>bins << 3; i < end; i += 8) {
    let sum = load<i64>(partials + i);
    for (let thread: u32 = 1; thread < threads; thread++) sum += load<i64>(partials + <usize>thread * stride + i);
    store<i64>(target + i, sum);
  }
}

export function subtract(parent: usize, child: usize, bins: u32): void {
  let i: u32 = 0;
  for (; i + 2 <= bins; i += 2, parent += 16, child += 16)
    v128.store(parent, i64x2.sub(v128.load(parent), v128.load(child)));
  if (i < bins) store<i64>(parent, load<i64>(parent) - load<i64>(child));
}
