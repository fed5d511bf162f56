/** One turn of the loop: why, what changed, the evidence, the decision. */
export interface IterationBody {
  readonly inputs: Readonly<Record<string, string | null>>;
  readonly number: number;
  readonly trigger: string;
  readonly hypothesis: string;
  readonly changes: readonly string[];
  readonly decision: string;
}
