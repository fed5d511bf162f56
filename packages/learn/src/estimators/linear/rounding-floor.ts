/** Iterations without progress after which a minimiser is taken to have reached what rounding allows. */
const patience = 4;
/** Half the squared scaled norm of the slopes is about what is left to gain: this share of the objective is none. */
const negligible = 1e-12;

/** Tells, call after call, whether slopes have stopped shrinking at a size that only rounding explains. */
export function roundingFloor(): (norm: number, loss: number) => boolean {
  let least = Number.POSITIVE_INFINITY;
  let idle = 0;
  return (norm, loss) => {
    idle = norm < least / 2 ? 0 : idle + 1;
    least = Math.min(least, norm);
    return idle >= patience && norm * norm <= negligible * Math.abs(loss);
  };
}
