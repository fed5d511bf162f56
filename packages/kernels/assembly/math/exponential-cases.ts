// The functions over arrays in place, for the test that compares them with src/math: no module of the product holds it.
import { exp2, log1p2, log2 } from './exponential';

export function exp(at: usize, end: usize): void {
  for (; at < end; at += 16) v128.store(at, exp2(v128.load(at)));
}

export function log(at: usize, end: usize): void {
  for (; at < end; at += 16) v128.store(at, log2(v128.load(at)));
}

export function log1p(at: usize, end: usize): void {
  for (; at < end; at += 16) v128.store(at, log1p2(v128.load(at)));
}
