import type { Reporter } from 'knip';

/** A second reporter for knip: says how many files it read, because a silent knip may have read none. */
const knipCount: Reporter = ({ counters }) => {
  console.log(`knip read ${counters.processed} files`);
};

export default knipCount;
