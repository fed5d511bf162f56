import { checkShape } from './duckdb/check-shape.ts';
import { inferKinds } from './duckdb/infer-kinds.ts';
import { loadRaw } from './duckdb/load-raw.ts';
import { openSandbox } from './duckdb/open-sandbox.ts';
import { readColumns } from './duckdb/read-columns.ts';
import { readSourceFile } from './duckdb/source-file.ts';

let t = performance.now();
const lap = (s: string) => {
  const u = performance.now();
  console.log(s.padEnd(10), (u - t).toFixed(0), (process.memoryUsage().rss / 1e6).toFixed(0));
  t = performance.now();
};
for (const f of process.argv.slice(2)) {
  for (let k = 0; k < 2; k++) {
    console.log(f);
    t = performance.now();
    const src = await readSourceFile('.', f);
    lap('bytes');
    const file = checkShape(src);
    lap('scan');
    const sb = await openSandbox(file.absolutePath);
    lap('open');
    await loadRaw(sb, file, { missing: {} });
    lap('raw');
    const k = await inferKinds(sb, file);
    lap('infer');
    const c = await readColumns(
      sb,
      file,
      file.names.map((name, i) => ({ name, kind: k[i]!.kind })),
    );
    lap('read');
    await sb.close();
    lap('close');
  }
}
