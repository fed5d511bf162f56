/** `npm run check`: every check that needs no test run. One line a step; a step's output only where it fails. */
import { type CheckStep, checkSteps, type Finding } from './check-steps.ts';

export interface CheckResult {
  readonly passed: number;
  readonly failed: number;
}

/** Runs all steps one after another, a failure stopping none of them, and prints a line for each. */
export async function runCheck(steps: readonly CheckStep[] = checkSteps): Promise<CheckResult> {
  let failed = 0;
  for (const step of steps) {
    const started = performance.now();
    const { saw, fault } = await findingOf(step);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${fault === undefined ? 'ok  ' : 'FAIL'} ${step.name.padEnd(18)} ${seconds.padStart(5)} s  ${saw}`);
    if (fault === undefined) continue;
    failed += 1;
    console.log(fault.trimEnd().replaceAll(/^(?=.)/gm, '     '));
  }
  return { passed: steps.length - failed, failed };
}

/** A step that breaks is a step that fails. */
async function findingOf(step: CheckStep): Promise<Finding> {
  try {
    return await step.run();
  } catch (error) {
    return { saw: 'nothing', fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

if (process.argv[1] === import.meta.filename) {
  const { failed } = await runCheck();
  process.exitCode = failed === 0 ? 0 : 1;
}
