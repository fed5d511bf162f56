/** The preparation of each estimator's inputs, with a reason for each step. */
export interface RecipeBody {
  readonly inputs: {
    readonly charter: string;
    readonly snapshot: string;
    readonly split: string;
    readonly exploration: string;
  };
  readonly recipes: readonly {
    readonly estimator: string;
    readonly steps: readonly { readonly step: string; readonly columns: readonly string[]; readonly reason: string }[];
    readonly features: number;
  }[];
  /** Plans and recipes fitted on the training rows, by estimator: they hold levels and quantiles, so they are erasable. */
  readonly payloads: { readonly recipes: string };
}
