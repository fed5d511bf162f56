import { goesLeft } from './goes-left';

// Path-dependent Shapley values of rows. A leaf of value v, below elements of zero fraction z and one fraction o (0 or 1), gives
// its element i the share v (o_i - z_i) times the integral over t from 0 to 1 of the product of t o_j + (1 - t) z_j over the
// other elements (Owen 1972): a polynomial in t that Gauss-Legendre nodes integrate exactly. So each node of the tree carries
// one number a quadrature node: on the way down the product above it, on the way up the leaves below it, each times its factors
// down to there. Linear in the number of splits; no subset weights are unwound. Two rows at a time, one a lane.

const splitBytes: usize = 64;
const treeBytes: usize = 32;
const repeated: u32 = 16;

// Adds to contributions and margins what the trees give to pairs of rows. A pair takes pairBytes of the values and of the
// contributions: columns one after the other, of each the number of the one and of the other row.
export function addShap(
  trees: usize, treesEnd: usize, values: usize, contributions: usize, pairBytes: usize, pairCount: u32, margins: usize,
  slots: usize, ratios: usize, inverses: usize, flags: usize, directions: usize,
): void {
  for (let tree = trees; tree < treesEnd; tree += treeBytes) {
    const splits: usize = load<u32>(tree);
    const splitCount: usize = load<u32>(tree, 4);
    const leafValues: usize = load<u32>(tree, 8);
    const leafCount: usize = load<u32>(tree, 12);
    const nodes: usize = load<u32>(tree, 16);
    const quadrature: usize = load<u32>(tree, 20);
    placeLeaves(slots + ((splitCount * nodes) << 4), leafValues, leafCount, nodes);
    placeInverses(splits, splitCount, inverses, nodes, quadrature);
    store<i64>(flags, -1);
    store<i64>(flags, -1, 8);
    for (let pair: u32 = 0; pair < pairCount; pair++) {
      const pairValues = values + <usize>pair * pairBytes;
      const pairContributions = contributions + <usize>pair * pairBytes;
      route(splits, splitCount, pairValues, flags, directions);
      const margin = margins + (<usize>pair << 4);
      addLeaf(margin, leafValues, splits, splitCount, directions);
      addLeaf(margin + 8, leafValues, splits, splitCount, directions + 8);
      if (nodes == 2) explain(2, splits, splitCount, quadrature, pairContributions, slots, ratios, inverses, flags, directions);
      else if (nodes == 3) explain(3, splits, splitCount, quadrature, pairContributions, slots, ratios, inverses, flags, directions);
      else if (nodes == 4) explain(4, splits, splitCount, quadrature, pairContributions, slots, ratios, inverses, flags, directions);
      else if (nodes == 5) explain(5, splits, splitCount, quadrature, pairContributions, slots, ratios, inverses, flags, directions);
      else explain(nodes, splits, splitCount, quadrature, pairContributions, slots, ratios, inverses, flags, directions);
    }
  }
}

function placeLeaves(slot: usize, leafValues: usize, leafCount: usize, nodes: usize): void {
  const end = leafValues + (leafCount << 3);
  for (let leaf = leafValues; leaf < end; leaf += 8) {
    const value = v128.load64_splat(leaf);
    for (let k: usize = 0; k < nodes; k++, slot += 16) v128.store(slot, value);
  }
}

// 1 / (t + (1 - t) z) for the splits of a feature that was split on above with zero fraction z.
function placeInverses(splits: usize, splitCount: usize, inverses: usize, nodes: usize, quadrature: usize): void {
  for (let s: usize = 0; s < splitCount; s++, splits += splitBytes, inverses += nodes << 3) {
    if ((load<u32>(splits, 28) & repeated) == 0) continue;
    const above = load<f64>(splits, 16);
    for (let k: usize = 0; k < nodes; k++) {
      const t = quadrature + k * 24;
      store<f64>(inverses + (k << 3), 1 / (load<f64>(t) + load<f64>(t, 8) * above));
    }
  }
}

// Notes which way the rows go at each split, and for each child whether they meet all splits of that feature down to it.
function route(splits: usize, splitCount: usize, values: usize, flags: usize, directions: usize): void {
  const end = splits + splitCount * splitBytes;
  let flag = flags + 16;
  for (let split = splits; split < end; split += splitBytes, directions += 16, flag += 32) {
    const left = goesLeft(split, v128.load(values + <usize>load<u32>(split, 24)));
    const met = v128.load(flags + <usize>load<u32>(split, 48));
    v128.store(directions, left);
    v128.store(flag, v128.and(met, left));
    v128.store(flag, v128.andnot(met, left), 16);
  }
}

// The leaf that the row of a lane comes to.
function addLeaf(margin: usize, leafValues: usize, splits: usize, splitCount: usize, directions: usize): void {
  let node: i32 = splitCount == 0 ? ~0 : 0;
  while (node >= 0) {
    const split = splits + <usize>node * splitBytes;
    node = load<i32>(split + (load<i32>(directions + (<usize>node << 4)) != 0 ? 52 : 56));
  }
  store<f64>(margin, load<f64>(margin) + load<f64>(leafValues + (<usize>(~node) << 3)));
}

// Compiled once for each common number of nodes, with its loops written out up to five of them (10 features on a path).
// @ts-ignore: decorator
@inline
function explain(
  nodes: usize, splits: usize, splitCount: usize, quadrature: usize, contributions: usize, slots: usize, ratios: usize,
  inverses: usize, flags: usize, directions: usize,
): void {
  const bytes = nodes << 4;
  for (let k: usize = 0; k < nodes; k++) v128.store(slots + (k << 4), v128.load64_splat(quadrature + k * 24, 16));
  let split = splits;
  let slot = slots;
  let ratio = ratios;
  let inverse = inverses;
  let direction = directions;
  const end = splits + splitCount * splitBytes;
  for (; split < end; split += splitBytes, slot += bytes, ratio += bytes, inverse += nodes << 3, direction += 16) {
    const left = v128.load(direction);
    const share = v128.load64_splat(split, 8);
    const toLeft = slots + <usize>load<u32>(split, 40);
    const toRight = slots + <usize>load<u32>(split, 44);
    if ((load<u32>(split, 28) & repeated) == 0) {
      down(0, quadrature, left, share, slot, ratio, toLeft, toRight);
      if (nodes > 1) down(1, quadrature, left, share, slot, ratio, toLeft, toRight);
      if (nodes > 2) down(2, quadrature, left, share, slot, ratio, toLeft, toRight);
      if (nodes > 3) down(3, quadrature, left, share, slot, ratio, toLeft, toRight);
      if (nodes > 4) down(4, quadrature, left, share, slot, ratio, toLeft, toRight);
      for (let k: usize = 5; k < nodes; k++) down(k, quadrature, left, share, slot, ratio, toLeft, toRight);
    } else {
      const met = v128.load(flags + <usize>load<u32>(split, 48));
      const unmet = f64x2.mul(v128.load64_splat(split, 16), share);
      for (let k: usize = 0; k < nodes; k++) {
        const factor = f64x2.mul(factorOf(k, quadrature, left, unmet), v128.load64_splat(inverse + (k << 3)));
        place(k, v128.bitselect(factor, share, met), slot, ratio, toLeft, toRight);
      }
    }
  }
  while (split > splits) {
    split -= splitBytes;
    slot -= bytes;
    ratio -= bytes;
    inverse -= nodes << 3;
    direction -= 16;
    const fromLeft = slots + <usize>load<u32>(split, 32);
    const fromRight = slots + <usize>load<u32>(split, 36);
    const one = v128.and(f64x2.splat(1), v128.load(direction));
    let unlike = f64x2.sub(one, v128.load64_splat(split, 8));
    let sum: v128;
    if ((load<u32>(split, 28) & repeated) == 0) {
      sum = up(0, fromLeft, fromRight, slot, ratio);
      if (nodes > 1) sum = f64x2.add(sum, up(1, fromLeft, fromRight, slot, ratio));
      if (nodes > 2) sum = f64x2.add(sum, up(2, fromLeft, fromRight, slot, ratio));
      if (nodes > 3) sum = f64x2.add(sum, up(3, fromLeft, fromRight, slot, ratio));
      if (nodes > 4) sum = f64x2.add(sum, up(4, fromLeft, fromRight, slot, ratio));
      for (let k: usize = 5; k < nodes; k++) sum = f64x2.add(sum, up(k, fromLeft, fromRight, slot, ratio));
    } else {
      sum = f64x2.splat(0);
      for (let k: usize = 0; k < nodes; k++) {
        const h = v128.load64_splat(inverse + (k << 3));
        sum = f64x2.add(sum, f64x2.mul(up(k, fromLeft, fromRight, slot, ratio), f64x2.mul(h, h)));
      }
      sum = f64x2.mul(sum, v128.load64_splat(split, 16));
      // A row that fails the feature above changes nothing by failing it here.
      unlike = v128.and(unlike, v128.load(flags + <usize>load<u32>(split, 48)));
    }
    const contribution = contributions + <usize>load<u32>(split, 24);
    v128.store(contribution, f64x2.add(v128.load(contribution), f64x2.mul(unlike, sum)));
  }
}

// (1 - t) z, and t more where the row goes left.
// @ts-ignore: decorator
@inline
function factorOf(k: usize, quadrature: usize, left: v128, zero: v128): v128 {
  const t = v128.and(v128.load64_splat(quadrature + k * 24), left);
  return f64x2.add(f64x2.mul(v128.load64_splat(quadrature + k * 24, 8), zero), t);
}

// Of a feature that the path has not met before.
// @ts-ignore: decorator
@inline
function down(
  k: usize, quadrature: usize, left: v128, share: v128, slot: usize, ratio: usize, toLeft: usize, toRight: usize,
): void {
  place(k, factorOf(k, quadrature, left, share), slot, ratio, toLeft, toRight);
}

// The factors of both sides sum to the factor above them.
// @ts-ignore: decorator
@inline
function place(k: usize, r: v128, slot: usize, ratio: usize, toLeft: usize, toRight: usize): void {
  const at = k << 4;
  const product = v128.load(slot + at);
  const below = f64x2.mul(product, r);
  v128.store(ratio + at, r);
  v128.store(toLeft + at, below);
  v128.store(toRight + at, f64x2.sub(product, below));
}

// The product above times what the sides differ by, whose place the leaves below take.
// @ts-ignore: decorator
@inline
function up(k: usize, fromLeft: usize, fromRight: usize, slot: usize, ratio: usize): v128 {
  const at = k << 4;
  const right = v128.load(fromRight + at);
  const difference = f64x2.sub(v128.load(fromLeft + at), right);
  const product = v128.load(slot + at);
  v128.store(slot + at, f64x2.add(right, f64x2.mul(v128.load(ratio + at), difference)));
  return f64x2.mul(product, difference);
}
