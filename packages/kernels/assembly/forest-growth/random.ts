// The twin of src/forest-growth/tree-random.ts: xoshiro128** 1.1 (Blackman and Vigna 2018).
let s0: u32 = 0;
let s1: u32 = 0;
let s2: u32 = 0;
let s3: u32 = 0;

export function seed(a: u32, b: u32, c: u32, d: u32): void {
  s0 = a;
  s1 = b;
  s2 = c;
  s3 = d;
}

// A whole number in [0, n); its bias is below n / 2^32.
export function below(n: u32): u32 {
  const drawn = rotl<u32>(s1 * 5, 7) * 9;
  const t = s1 << 9;
  s2 ^= s0;
  s3 ^= s1;
  s1 ^= s2;
  s0 ^= s3;
  s2 ^= t;
  s3 = rotl<u32>(s3, 11);
  return <u32>(<f64>drawn * (1.0 / 4294967296.0) * <f64>n);
}
