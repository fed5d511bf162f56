import type { Strike } from './strikes.ts';

/** A report with the id of the answer it got. */
export interface Answered extends Strike {
  readonly prediction: string;
}

/**
 * Sends reports in date order, one request for each day, in turn to the two faces that serving tools speak: the Open
 * Inference Protocol (`/v2/models/{name}/infer`) and the MLflow scoring server's (`/invocations`).
 */
export async function sendRequests(
  address: string,
  model: string,
  strikes: readonly Strike[],
): Promise<readonly Answered[]> {
  const answered: Answered[] = [];
  for (const [i, day] of daysOf(strikes).entries()) {
    const ids = i % 2 === 0 ? await infer(address, model, day) : await invoke(address, day);
    for (const [k, strike] of day.entries()) answered.push({ ...strike, prediction: ids[k] ?? '' });
  }
  return answered;
}

function daysOf(strikes: readonly Strike[]): readonly (readonly Strike[])[] {
  return [...Map.groupBy(strikes, ({ day }) => day).values()];
}

async function infer(address: string, model: string, day: readonly Strike[]): Promise<readonly string[]> {
  const names = Object.keys(day[0]?.row ?? {});
  const inputs = names.map((name) => {
    const data = day.map(({ row }) => row[name] ?? null);
    return {
      name,
      shape: [data.length],
      datatype: data.some((cell) => typeof cell === 'number') ? 'FP64' : 'BYTES',
      data,
    };
  });
  const answer = await post(`${address}/v2/models/${model}/infer`, { inputs });
  const outputs = answer.outputs as readonly { name: string; data: readonly string[] }[];
  return outputs.find(({ name }) => name === 'prediction_id')?.data ?? [];
}

async function invoke(address: string, day: readonly Strike[]): Promise<readonly string[]> {
  const answer = await post(`${address}/invocations`, { dataframe_records: day.map(({ row }) => row) });
  return answer.prediction_ids as readonly string[];
}

/** Posts JSON; anything but success ends the demo with what the server said. */
export async function post(url: string, body: unknown, token?: string): Promise<Record<string, unknown>> {
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}
