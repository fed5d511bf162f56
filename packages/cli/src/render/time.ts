/** `0.4 s`, `1 min 12 s`, `1 h 02 min`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** `2026-11-20 09:14:22 UTC` from ISO 8601; a plain date and what is no instant stay as they are. */
export function formatInstant(iso: string): string {
  const parts = instantParts(iso);
  return parts === undefined ? iso : `${parts.day} ${parts.time} UTC`;
}

/** `2026-11-20 09:14`: to the minute and without the zone, for columns whose heading says UTC. */
export function formatMinute(iso: string): string {
  const parts = instantParts(iso);
  return parts === undefined ? iso : `${parts.day} ${parts.time.slice(0, 5)}`;
}

/** `2026-11-20` of an instant. */
export function formatDay(iso: string): string {
  return instantParts(iso)?.day ?? iso;
}

function instantParts(iso: string): { day: string; time: string } | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T/.test(iso)) return undefined;
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return undefined;
  const text = at.toISOString();
  return { day: text.slice(0, 10), time: text.slice(11, 19) };
}
