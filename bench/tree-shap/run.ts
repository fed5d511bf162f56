/**
 * Exact TreeSHAP against the shap package's own algorithm and LightGBM's `pred_contrib`.
 *
 *   node bench/tree-shap/run.ts --python PY [--sets thin,adult] [--quick] [--write]
 */
import { runParts } from '../run-parts.ts';
import { explanationSpeed } from './explanation-speed.ts';

await runParts('tree-shap', { explanation: explanationSpeed });
