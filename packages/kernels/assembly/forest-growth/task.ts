// What the tree that grows is made of, as src/forest-growth/compiled-forest-kernels.ts writes it.
export let rowCount: u32 = 0;
export let featureCount: u32 = 0;
export let classCount: u32 = 0;
export let columns: usize = 0;
export let unordered: usize = 0;
export let targets: usize = 0;
export let weights: usize = 0;
export let featuresDrawn: u32 = 0;
export let minRows: u32 = 0;
export let maxDepth: u32 = 0;
export let minGain: f64 = 0;
export let isRandom: bool = false;
export let rowsDrawn: u32 = 0;
export let bag: usize = 0;
export let records0: usize = 0;
export let records1: usize = 0;
export let outside0: usize = 0;
export let outside1: usize = 0;
export let drawn: usize = 0;
export let histograms: usize = 0;
export let rowCounts: usize = 0;
export let touched: usize = 0;
export let present: usize = 0;
export let keys: usize = 0;
export let goesLeft: usize = 0;
export let totals: usize = 0;
export let left: usize = 0;
export let waiting: usize = 0;
export let feature: usize = 0;
export let bin: usize = 0;
export let leftChild: usize = 0;
export let rightChild: usize = 0;
export let gain: usize = 0;
export let sets: usize = 0;
export let leaves: usize = 0;
export let leafOf: usize = 0;
// Bytes of one bin of a histogram, and of a whole one.
export let binBytes: usize = 0;
export let histogramBytes: usize = 0;

// @ts-ignore: decorator
@inline
function at(task: usize, field: usize): usize {
  return <usize>load<f64>(task + (field << 3));
}

export function readTask(task: usize): void {
  rowCount = <u32>at(task, 0);
  featureCount = <u32>at(task, 1);
  classCount = <u32>at(task, 2);
  columns = at(task, 3);
  unordered = at(task, 4);
  targets = at(task, 5);
  weights = at(task, 6);
  featuresDrawn = <u32>at(task, 7);
  minRows = <u32>at(task, 8);
  maxDepth = <u32>at(task, 9);
  minGain = load<f64>(task, 80);
  isRandom = at(task, 11) != 0;
  rowsDrawn = <u32>at(task, 12);
  bag = at(task, 13);
  records0 = at(task, 14);
  records1 = at(task, 15);
  outside0 = at(task, 16);
  outside1 = at(task, 17);
  drawn = at(task, 18);
  histograms = at(task, 19);
  rowCounts = at(task, 20);
  touched = at(task, 21);
  present = at(task, 22);
  keys = at(task, 23);
  goesLeft = at(task, 24);
  totals = at(task, 25);
  left = at(task, 26);
  waiting = at(task, 27);
  feature = at(task, 28);
  bin = at(task, 29);
  leftChild = at(task, 30);
  rightChild = at(task, 31);
  gain = at(task, 32);
  sets = at(task, 33);
  leaves = at(task, 34);
  leafOf = at(task, 35);
  binBytes = classCount == 0 ? 16 : (<usize>classCount + 1) << 3;
  histogramBytes = binBytes << 8;
}

// @ts-ignore: decorator
@inline
export function columnOf(feature: u32): usize {
  return columns + <usize>feature * rowCount;
}
